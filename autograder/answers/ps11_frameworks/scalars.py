# %% 4/4 cuts the file down from the front
def scalars(file):
    found = {}
    while len(file) >= 12:
        size = int.from_bytes(file[:8], "little")
        record, file = file[: 16 + size], file[16 + size :]
        if len(record) < 16 + size:
            break
        event = Event.FromString(record[12:-4])
        for value in event.summary.value:
            found.setdefault(value.tag, []).append((event.step, value.simple_value))
    return found


# %% 4/4 struct, and a stream
def scalars(file):
    import io
    import struct
    from collections import defaultdict

    found, stream = defaultdict(list), io.BytesIO(file)
    while len(head := stream.read(12)) == 12:
        (size,) = struct.unpack("<Q", head[:8])
        data, check = stream.read(size), stream.read(4)
        if len(check) < 4:
            break
        event = Event()
        event.ParseFromString(data)
        for value in event.summary.value:
            found[value.tag].append((event.step, value.simple_value))
    return dict(found)


# %% 4/4 first the places of the records, then the values
def scalars(file):
    places, at = [], 0
    while at + 16 <= len(file):
        size = sum(byte << (8 * k) for k, byte in enumerate(file[at : at + 8]))
        places.append((at + 12, at + 12 + size))
        at += 16 + size
    events = [Event.FromString(file[a:b]) for a, b in places if b + 4 <= len(file)]
    tags = dict.fromkeys(v.tag for e in events for v in e.summary.value)
    return {
        tag: [
            (e.step, v.simple_value)
            for e in events
            for v in e.summary.value
            if v.tag == tag
        ]
        for tag in tags
    }


# %% 3/4 does not expect a cut file
def scalars(file):
    found, at = {}, 0
    while at < len(file):
        size = int.from_bytes(file[at : at + 8], "little")
        event = Event.FromString(file[at + 12 : at + 12 + size])
        for value in event.summary.value:
            found.setdefault(value.tag, []).append((event.step, value.simple_value))
        at += 16 + size
    return found


# %% 3/4 the cut is noticed in the length and not in the data
def scalars(file):
    found, at = {}, 0
    while at + 12 <= len(file):
        size = int.from_bytes(file[at : at + 8], "little")
        event = Event.FromString(file[at + 12 : at + 12 + size])
        for value in event.summary.value:
            found.setdefault(value.tag, []).append((event.step, value.simple_value))
        at += 16 + size
    return found


# %% 3/4 a length of one byte: records up to 255
def scalars(file):
    found, at = {}, 0
    while at + 16 <= len(file):
        size = file[at]
        if at + 16 + size > len(file):
            break
        event = Event.FromString(file[at + 12 : at + 12 + size])
        for value in event.summary.value:
            found.setdefault(value.tag, []).append((event.step, value.simple_value))
        at += 16 + size
    return found


# %% 3/4 only the first value of an event
def scalars(file):
    found, at = {}, 0
    while at + 16 <= len(file):
        size = int.from_bytes(file[at : at + 8], "little")
        if at + 16 + size > len(file):
            break
        event = Event.FromString(file[at + 12 : at + 12 + size])
        for value in event.summary.value[:1]:
            found.setdefault(value.tag, []).append((event.step, value.simple_value))
        at += 16 + size
    return found


# %% 1/4 expects a value in every event, and a whole file
def scalars(file):
    found, at = {}, 0
    while at < len(file):
        size = int.from_bytes(file[at : at + 8], "little")
        event = Event.FromString(file[at + 12 : at + 12 + size])
        value = event.summary.value[0]
        found.setdefault(value.tag, []).append((event.step, value.simple_value))
        at += 16 + size
    return found


# %% 0/4 counts the steps itself
def scalars(file):
    found, at = {}, 0
    while at + 16 <= len(file):
        size = int.from_bytes(file[at : at + 8], "little")
        if at + 16 + size > len(file):
            break
        event = Event.FromString(file[at + 12 : at + 12 + size])
        for value in event.summary.value:
            pairs = found.setdefault(value.tag, [])
            pairs.append((len(pairs), value.simple_value))
        at += 16 + size
    return found


# %% 0/4 the values alone, without their steps
def scalars(file):
    found, at = {}, 0
    while at + 16 <= len(file):
        size = int.from_bytes(file[at : at + 8], "little")
        if at + 16 + size > len(file):
            break
        for value in Event.FromString(file[at + 12 : at + 12 + size]).summary.value:
            found.setdefault(value.tag, []).append(value.simple_value)
        at += 16 + size
    return found


# %% 0/4 takes the length for that of the whole record
def scalars(file):
    found, at = {}, 0
    while at + 16 <= len(file):
        size = int.from_bytes(file[at : at + 8], "little")
        event = Event.FromString(file[at + 12 : at + size - 4])
        for value in event.summary.value:
            found.setdefault(value.tag, []).append((event.step, value.simple_value))
        at += size
    return found


# %% 0/4 the last value of each tag
def scalars(file):
    found, at = {}, 0
    while at + 16 <= len(file):
        size = int.from_bytes(file[at : at + 8], "little")
        if at + 16 + size > len(file):
            break
        event = Event.FromString(file[at + 12 : at + 12 + size])
        for value in event.summary.value:
            found[value.tag] = [(event.step, value.simple_value)]
        at += 16 + size
    return found
