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


# %% 2/4 a length of one byte: records up to 255
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


# %% 2/4 only the first value of an event
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


# %% 0/4 expects a value in every event, and a whole file
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


# %% 4/4 NumPy reads the length, lists for the pairs
def scalars(file):
    found, at = {}, 0
    while at + 16 <= len(file):
        size = int(np.frombuffer(file, dtype="<u8", count=1, offset=at)[0])
        if at + 16 + size > len(file):
            break
        event = Event.FromString(file[at + 12 : at + 12 + size])
        for value in event.summary.value:
            found.setdefault(value.tag, []).append([event.step, value.simple_value])
        at += 16 + size
    return found


# %% 4/4 a generator of records, memoryview
def scalars(file):
    def events(view):
        while len(view) >= 16:
            size = int.from_bytes(view[:8], "little")
            if len(view) < size + 16:
                return
            yield Event.FromString(bytes(view[12 : 12 + size]))
            view = view[16 + size :]

    found = {}
    for event in events(memoryview(file)):
        for value in event.summary.value:
            old = found.get(value.tag, [])
            found[value.tag] = [*old, (event.step, value.simple_value)]
    return found


# %% 4/4 recursion over the rest, merged
def scalars(file):
    from collections import defaultdict

    found, rest = defaultdict(list), bytearray(file)
    while True:
        head = bytes(rest[:8])
        size = int.from_bytes(head, "little")
        if len(head) < 8 or len(rest) < 8 + 4 + size + 4:
            return found
        data = bytes(rest[12 : 12 + size])
        del rest[: 16 + size]
        event = Event.FromString(data)
        for k in range(len(event.summary.value)):
            scalar = event.summary.value[k]
            found[scalar.tag] += [(event.step, scalar.simple_value)]


# %% 4/4 tries, and stops where a slice is too short
def scalars(file):
    found, at = {}, 0
    while at + 16 <= len(file):
        size = int.from_bytes(file[at : at + 8], "little")
        data, tail = file[at + 12 : at + 12 + size], file[at + 12 + size :][:4]
        if len(data) + len(tail) < size + 4:
            return found
        event = Event.FromString(data)
        for value in event.summary.value:
            found.setdefault(value.tag, []).append((event.step, value.simple_value))
        at += 16 + size
    return found


# %% 0/4 the length with the most significant byte first
def scalars(file):
    found, at = {}, 0
    while at + 16 <= len(file):
        size = int.from_bytes(file[at : at + 8], "big")
        if at + 16 + size > len(file):
            break
        event = Event.FromString(file[at + 12 : at + 12 + size])
        for value in event.summary.value:
            found.setdefault(value.tag, []).append((event.step, value.simple_value))
        at += 16 + size
    return found


# %% 3/4 a length of two bytes: records up to 65,535
def scalars(file):
    found, at = {}, 0
    while at + 16 <= len(file):
        size = int.from_bytes(file[at : at + 2], "little")
        if at + 16 + size > len(file):
            break
        event = Event.FromString(file[at + 12 : at + 12 + size])
        for value in event.summary.value:
            found.setdefault(value.tag, []).append((event.step, value.simple_value))
        at += 16 + size
    return found


# %% 0/4 no check sum behind the data
def scalars(file):
    found, at = {}, 0
    while at + 16 <= len(file):
        size = int.from_bytes(file[at : at + 8], "little")
        if at + 16 + size > len(file):
            break
        event = Event.FromString(file[at + 12 : at + 12 + size])
        for value in event.summary.value:
            found.setdefault(value.tag, []).append((event.step, value.simple_value))
        at += 12 + size
    return found


# %% 0/4 no check sum behind the length
def scalars(file):
    found, at = {}, 0
    while at + 16 <= len(file):
        size = int.from_bytes(file[at : at + 8], "little")
        if at + 16 + size > len(file):
            break
        event = Event.FromString(file[at + 8 : at + 8 + size])
        for value in event.summary.value:
            found.setdefault(value.tag, []).append((event.step, value.simple_value))
        at += 16 + size
    return found


# %% 0/4 a record that ends with the file is left out, too
def scalars(file):
    found, at = {}, 0
    while at + 16 <= len(file):
        size = int.from_bytes(file[at : at + 8], "little")
        if at + 16 + size >= len(file):
            break
        event = Event.FromString(file[at + 12 : at + 12 + size])
        for value in event.summary.value:
            found.setdefault(value.tag, []).append((event.step, value.simple_value))
        at += 16 + size
    return found


# %% 3/4 the last check sum may be missing
def scalars(file):
    found, at = {}, 0
    while at + 12 <= len(file):
        size = int.from_bytes(file[at : at + 8], "little")
        if at + 12 + size > len(file):
            break
        event = Event.FromString(file[at + 12 : at + 12 + size])
        for value in event.summary.value:
            found.setdefault(value.tag, []).append((event.step, value.simple_value))
        at += 16 + size
    return found


# %% 0/4 value and step swapped
def scalars(file):
    found, at = {}, 0
    while at + 16 <= len(file):
        size = int.from_bytes(file[at : at + 8], "little")
        if at + 16 + size > len(file):
            break
        event = Event.FromString(file[at + 12 : at + 12 + size])
        for value in event.summary.value:
            found.setdefault(value.tag, []).append((value.simple_value, event.step))
        at += 16 + size
    return found


# %% 2/4 sorted by step
def scalars(file):
    found, at = {}, 0
    while at + 16 <= len(file):
        size = int.from_bytes(file[at : at + 8], "little")
        if at + 16 + size > len(file):
            break
        event = Event.FromString(file[at + 12 : at + 12 + size])
        for value in event.summary.value:
            found.setdefault(value.tag, []).append((event.step, value.simple_value))
        at += 16 + size
    return {tag: sorted(pairs) for tag, pairs in found.items()}


# %% 2/4 one value for each step: a dictionary
def scalars(file):
    found, at = {}, 0
    while at + 16 <= len(file):
        size = int.from_bytes(file[at : at + 8], "little")
        if at + 16 + size > len(file):
            break
        event = Event.FromString(file[at + 12 : at + 12 + size])
        for value in event.summary.value:
            found.setdefault(value.tag, []).append((event.step, value.simple_value))
        at += 16 + size
    return {tag: list(dict(pairs).items()) for tag, pairs in found.items()}


# %% 2/4 one list for all tags
def scalars(file):
    found, at = {}, 0
    while at + 16 <= len(file):
        size = int.from_bytes(file[at : at + 8], "little")
        if at + 16 + size > len(file):
            break
        event = Event.FromString(file[at + 12 : at + 12 + size])
        for value in event.summary.value:
            found.setdefault(value.tag, []).append((event.step, value.simple_value))
        at += 16 + size
    pairs = [pair for pairs in found.values() for pair in pairs]
    return dict.fromkeys(found, pairs)


# %% 3/4 values of 0 are taken for missing
def scalars(file):
    found, at = {}, 0
    while at + 16 <= len(file):
        size = int.from_bytes(file[at : at + 8], "little")
        if at + 16 + size > len(file):
            break
        event = Event.FromString(file[at + 12 : at + 12 + size])
        for value in event.summary.value:
            if not value.simple_value:
                continue
            found.setdefault(value.tag, []).append((event.step, value.simple_value))
        at += 16 + size
    return found


# %% 2/4 an empty tag for events without values
def scalars(file):
    found, at = {}, 0
    while at + 16 <= len(file):
        size = int.from_bytes(file[at : at + 8], "little")
        if at + 16 + size > len(file):
            break
        event = Event.FromString(file[at + 12 : at + 12 + size])
        for value in event.summary.value:
            found.setdefault(value.tag, []).append((event.step, value.simple_value))
        if not event.summary.value:
            found.setdefault("", [])
        at += 16 + size
    return found


# %% 0/4 the steps as a tag of their own
def scalars(file):
    found, at = {}, 0
    while at + 16 <= len(file):
        size = int.from_bytes(file[at : at + 8], "little")
        if at + 16 + size > len(file):
            break
        event = Event.FromString(file[at + 12 : at + 12 + size])
        for value in event.summary.value:
            found.setdefault(value.tag, []).append((event.step, value.simple_value))
        found.setdefault("step", []).append((event.step, float(event.step)))
        at += 16 + size
    return found


# %% 3/4 tags cut to 255 characters
def scalars(file):
    found, at = {}, 0
    while at + 16 <= len(file):
        size = int.from_bytes(file[at : at + 8], "little")
        if at + 16 + size > len(file):
            break
        event = Event.FromString(file[at + 12 : at + 12 + size])
        for value in event.summary.value:
            found.setdefault(value.tag[:255], []).append(
                (event.step, value.simple_value)
            )
        at += 16 + size
    return found


# %% 2/4 stops at the first event without a value
def scalars(file):
    found, at = {}, 0
    while at + 16 <= len(file):
        size = int.from_bytes(file[at : at + 8], "little")
        if at + 16 + size > len(file):
            break
        event = Event.FromString(file[at + 12 : at + 12 + size])
        if not event.summary.value:
            break
        for value in event.summary.value:
            found.setdefault(value.tag, []).append((event.step, value.simple_value))
        at += 16 + size
    return found


# %% 0/4 the last record is left out, always
def scalars(file):
    found, at = {}, 0
    ends = []
    while at + 16 <= len(file):
        size = int.from_bytes(file[at : at + 8], "little")
        if at + 16 + size > len(file):
            break
        ends.append(at)
        event = Event.FromString(file[at + 12 : at + 12 + size])
        for value in event.summary.value:
            found.setdefault(value.tag, []).append((event.step, value.simple_value))
        at += 16 + size
    return {
        tag: pairs[:-1] if len(pairs) > 1 else pairs for tag, pairs in found.items()
    }


# %% 0/4 values rounded to one digit
def scalars(file):
    found, at = {}, 0
    while at + 16 <= len(file):
        size = int.from_bytes(file[at : at + 8], "little")
        if at + 16 + size > len(file):
            break
        event = Event.FromString(file[at + 12 : at + 12 + size])
        for value in event.summary.value:
            found.setdefault(value.tag, []).append(
                (event.step, round(value.simple_value, 1))
            )
        at += 16 + size
    return found


# %% 3/4 arrays of one number
def scalars(file):
    found, at = {}, 0
    while at + 16 <= len(file):
        size = int.from_bytes(file[at : at + 8], "little")
        if at + 16 + size > len(file):
            break
        event = Event.FromString(file[at + 12 : at + 12 + size])
        for value in event.summary.value:
            found.setdefault(value.tag, []).append(
                (np.array([event.step]), np.array([value.simple_value]))
            )
        at += 16 + size
    return found


# %% 0/4 an array of two columns, steps and values
def scalars(file):
    found, at = {}, 0
    while at + 16 <= len(file):
        size = int.from_bytes(file[at : at + 8], "little")
        if at + 16 + size > len(file):
            break
        event = Event.FromString(file[at + 12 : at + 12 + size])
        for value in event.summary.value:
            found.setdefault(value.tag, []).append((event.step, value.simple_value))
        at += 16 + size
    return {tag: np.array(pairs).T for tag, pairs in found.items()}


# %% 0/4 the step of the first event for all
def scalars(file):
    found, at, first = {}, 0, None
    while at + 16 <= len(file):
        size = int.from_bytes(file[at : at + 8], "little")
        if at + 16 + size > len(file):
            break
        event = Event.FromString(file[at + 12 : at + 12 + size])
        first = event.step if first is None else first
        for value in event.summary.value:
            found.setdefault(value.tag, []).append((first, value.simple_value))
        at += 16 + size
    return found


# %% 2/4 the last value of an event only
def scalars(file):
    found, at = {}, 0
    while at + 16 <= len(file):
        size = int.from_bytes(file[at : at + 8], "little")
        if at + 16 + size > len(file):
            break
        event = Event.FromString(file[at + 12 : at + 12 + size])
        for value in event.summary.value[-1:]:
            found.setdefault(value.tag, []).append((event.step, value.simple_value))
        at += 16 + size
    return found


# %% 3/4 an error in the cut record is caught, and what is left of it read
def scalars(file):
    found, at = {}, 0
    while at + 12 < len(file):
        size = int.from_bytes(file[at : at + 8], "little")
        try:
            event = Event.FromString(file[at + 12 : at + 12 + size])
        except Exception:
            break
        for value in event.summary.value:
            found.setdefault(value.tag, []).append((event.step, value.simple_value))
        at += 16 + size
    return found
