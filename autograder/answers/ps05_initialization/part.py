# %% 4/4 each group of twins: its output weights spread around their mean
def part(W, b, v):
    v1, done = np.array(v), set()
    for i in range(len(b)):
        group = [
            j
            for j in range(len(b))
            if j not in done and np.array_equal(W[i], W[j]) and b[i] == b[j]
        ]
        done |= set(group)
        for k, j in enumerate(group):
            v1[j] = v[group].sum() / len(group) + k - (len(group) - 1) / 2
    return np.array(W), np.array(b), v1


# %% 4/4 the first unit of a group gets 1, 2, 3, … less what the others get
def part(W, b, v):
    v, keys = v.copy(), [(*row, bias) for row, bias in zip(W.tolist(), b.tolist())]
    for key in set(keys):
        members = [j for j, other in enumerate(keys) if other == key]
        total = v[members].sum()
        v[members] = 7.3 + np.arange(len(members))
        v[members[0]] = total - v[members[1:]].sum()
    return W.copy(), b.copy(), v


# %% 4/4 random amounts whose sum over each group is 0
def part(W, b, v):
    rng, v = np.random.default_rng(0), v.copy()
    _, group = np.unique(np.column_stack([W, b]), axis=0, return_inverse=True)
    noise = rng.standard_normal(len(v))
    same = group[:, None] == group
    return W.copy(), b.copy(), v + noise - same @ noise / same.sum(axis=1)


# %% 4/4 one unit keeps the output weight, the others get new inputs and output weight 0
def part(W, b, v):
    W, b, v = W.copy(), b.copy(), v.copy()
    rng = np.random.default_rng(1)
    for i in range(len(b)):
        for j in range(i):
            if np.array_equal(W[i], W[j]) and b[i] == b[j]:
                v[j] += v[i]
                v[i] = 0
                W[i], b[i] = rng.standard_normal(W.shape[1]), rng.standard_normal()
                break
    return W, b, v


# %% 0/4 leaves the twins alone
def part(W, b, v):
    return W.copy(), b.copy(), v.copy()


# %% 0/4 a little noise on every weight: the function is no longer what it was
def part(W, b, v):
    rng = np.random.default_rng(0)
    return W + 0.01 * rng.standard_normal(W.shape), b.copy(), v.copy()


# %% 0/4 noise too small to be a difference
def part(W, b, v):
    return W.copy(), b.copy(), v + 1e-12 * np.arange(len(v))


# %% 0/4 flips the signs of every second unit, which only an odd activation forgives
def part(W, b, v):
    sign = np.where(np.arange(len(b)) % 2, -1.0, 1.0)
    return W * sign[:, None], b * sign, v * sign


# %% 0/4 scales in against out, which only ReLU forgives
def part(W, b, v):
    scale = 2.0 ** np.arange(len(b))
    return W * scale[:, None], b * scale, v / scale


# %% 1/4 spreads over all units, as if all were one group
def part(W, b, v):
    return W.copy(), b.copy(), v + np.arange(len(v)) - (len(v) - 1) / 2


# %% 0/4 parts the first pair it finds, and no other
def part(W, b, v):
    v = v.copy()
    for i in range(len(b)):
        for j in range(i):
            if np.array_equal(W[i], W[j]) and b[i] == b[j] and v[i] == v[j]:
                v[i], v[j] = v[i] + 3.1, v[j] - 3.1
                return W.copy(), b.copy(), v
    return W.copy(), b.copy(), v


# %% 0/4 pairs, one up and one down: four twins become two and two
def part(W, b, v):
    v = v.copy()
    _, group = np.unique(np.column_stack([W, b]), axis=0, return_inverse=True)
    for k in range(group.max() + 1):
        members = np.flatnonzero(group == k)
        for n in range(len(members) // 2):
            v[members[2 * n]] += 1
            v[members[2 * n + 1]] -= 1
    return W.copy(), b.copy(), v


# %% 3/4 right, but into the caller's v
def part(W, b, v):
    _, group = np.unique(np.column_stack([W, b]), axis=0, return_inverse=True)
    for k in range(group.max() + 1):
        members = np.flatnonzero(group == k)
        spread = np.arange(len(members)) - (len(members) - 1) / 2
        v[members] = v[members].mean() + spread
    return W, b, v


# %% 2/4 parts units with the same v only, and may land on a third
def part(W, b, v):
    v = v.copy()
    _, group = np.unique(np.column_stack([W, b, v]), axis=0, return_inverse=True)
    for k in range(group.max() + 1):
        members = np.flatnonzero(group == k)
        v[members] += 0.5 * (2 * np.arange(len(members)) - (len(members) - 1))
    return W.copy(), b.copy(), v


# %% 2/4 twins by W alone
def part(W, b, v):
    v = v.copy()
    _, group = np.unique(W, axis=0, return_inverse=True)
    for k in range(group.max() + 1):
        members = np.flatnonzero(group == k)
        total = v[members].sum()
        spread = np.arange(len(members)) - (len(members) - 1) / 2
        v[members] = total / len(members) + spread
    return W.copy(), b.copy(), v


# %% 2/4 twins by b alone
def part(W, b, v):
    v = v.copy()
    _, group = np.unique(b[:, None], axis=0, return_inverse=True)
    for k in range(group.max() + 1):
        members = np.flatnonzero(group == k)
        total = v[members].sum()
        spread = np.arange(len(members)) - (len(members) - 1) / 2
        v[members] = total / len(members) + spread
    return W.copy(), b.copy(), v


# %% 2/4 twins by W, b rounded to two digits
def part(W, b, v):
    v = v.copy()
    _, group = np.unique(
        np.round(np.column_stack([W, b]), 2), axis=0, return_inverse=True
    )
    for k in range(group.max() + 1):
        members = np.flatnonzero(group == k)
        total = v[members].sum()
        spread = np.arange(len(members)) - (len(members) - 1) / 2
        v[members] = total / len(members) + spread
    return W.copy(), b.copy(), v


# %% 3/4 twins by the first weight and the bias
def part(W, b, v):
    v = v.copy()
    _, group = np.unique(np.column_stack([W[:, 0], b]), axis=0, return_inverse=True)
    for k in range(group.max() + 1):
        members = np.flatnonzero(group == k)
        total = v[members].sum()
        spread = np.arange(len(members)) - (len(members) - 1) / 2
        v[members] = total / len(members) + spread
    return W.copy(), b.copy(), v


# %% 1/4 twins by the output weight
def part(W, b, v):
    v = v.copy()
    _, group = np.unique(v[:, None], axis=0, return_inverse=True)
    for k in range(group.max() + 1):
        members = np.flatnonzero(group == k)
        total = v[members].sum()
        spread = np.arange(len(members)) - (len(members) - 1) / 2
        v[members] = total / len(members) + spread
    return W.copy(), b.copy(), v


# %% 0/4 a spread whose sum is not 0
def part(W, b, v):
    v = v.copy()
    _, group = np.unique(np.column_stack([W, b]), axis=0, return_inverse=True)
    for k in range(group.max() + 1):
        members = np.flatnonzero(group == k)
        total = v[members].sum()
        spread = np.arange(len(members))
        v[members] = total / len(members) + spread
    return W.copy(), b.copy(), v


# %% 0/4 a spread for odd groups only
def part(W, b, v):
    v = v.copy()
    _, group = np.unique(np.column_stack([W, b]), axis=0, return_inverse=True)
    for k in range(group.max() + 1):
        members = np.flatnonzero(group == k)
        total = v[members].sum()
        spread = np.arange(len(members)) - len(members) // 2
        v[members] = total / len(members) + spread
    return W.copy(), b.copy(), v


# %% 0/4 a spread of 1e-7
def part(W, b, v):
    v = v.copy()
    _, group = np.unique(np.column_stack([W, b]), axis=0, return_inverse=True)
    for k in range(group.max() + 1):
        members = np.flatnonzero(group == k)
        total = v[members].sum()
        spread = np.arange(len(members)) - (len(members) - 1) / 2
        v[members] = total / len(members) + 1e-7 * spread
    return W.copy(), b.copy(), v


# %% 0/4 a spread of 1e-6, of which a half is left between neighbours
def part(W, b, v):
    v = v.copy()
    _, group = np.unique(np.column_stack([W, b]), axis=0, return_inverse=True)
    for k in range(group.max() + 1):
        members = np.flatnonzero(group == k)
        total = v[members].sum()
        spread = np.arange(len(members)) - (len(members) - 1) / 2
        v[members] = total / len(members) + 5e-7 * spread
    return W.copy(), b.copy(), v


# %% 2/4 a spread relative to the weight: of 0 there is nothing to spread
def part(W, b, v):
    v = v.copy()
    _, group = np.unique(np.column_stack([W, b]), axis=0, return_inverse=True)
    for k in range(group.max() + 1):
        members = np.flatnonzero(group == k)
        total = v[members].sum()
        spread = np.arange(len(members)) - (len(members) - 1) / 2
        v[members] = total / len(members) * (1 + spread)
    return W.copy(), b.copy(), v


# %% 2/4 the first member’s weight for the mean
def part(W, b, v):
    v = v.copy()
    _, group = np.unique(np.column_stack([W, b]), axis=0, return_inverse=True)
    for k in range(group.max() + 1):
        members = np.flatnonzero(group == k)
        v[members].sum()
        spread = np.arange(len(members)) - (len(members) - 1) / 2
        v[members] = v[members[0]] + spread
    return W.copy(), b.copy(), v


# %% 0/4 the whole sum for each
def part(W, b, v):
    v = v.copy()
    _, group = np.unique(np.column_stack([W, b]), axis=0, return_inverse=True)
    for k in range(group.max() + 1):
        members = np.flatnonzero(group == k)
        total = v[members].sum()
        spread = np.arange(len(members)) - (len(members) - 1) / 2
        v[members] = total + spread
    return W.copy(), b.copy(), v


# %% 0/4 groups of two only
def part(W, b, v):
    v = v.copy()
    _, group = np.unique(np.column_stack([W, b]), axis=0, return_inverse=True)
    for k in range(group.max() + 1):
        members = np.flatnonzero(group == k)
        if len(members) > 2:
            continue
        total = v[members].sum()
        spread = np.arange(len(members)) - (len(members) - 1) / 2
        v[members] = total / len(members) + spread
    return W.copy(), b.copy(), v


# %% 2/4 leaves groups whose weights are 0
def part(W, b, v):
    v = v.copy()
    _, group = np.unique(np.column_stack([W, b]), axis=0, return_inverse=True)
    for k in range(group.max() + 1):
        members = np.flatnonzero(group == k)
        if not v[members].any():
            continue
        total = v[members].sum()
        spread = np.arange(len(members)) - (len(members) - 1) / 2
        v[members] = total / len(members) + spread
    return W.copy(), b.copy(), v


# %% 2/4 leaves groups whose output weights differ
def part(W, b, v):
    v = v.copy()
    _, group = np.unique(np.column_stack([W, b]), axis=0, return_inverse=True)
    for k in range(group.max() + 1):
        members = np.flatnonzero(group == k)
        if np.ptp(v[members]) > 0:
            continue
        total = v[members].sum()
        spread = np.arange(len(members)) - (len(members) - 1) / 2
        v[members] = total / len(members) + spread
    return W.copy(), b.copy(), v


# %% 2/4 only the first group
def part(W, b, v):
    v = v.copy()
    _, group = np.unique(np.column_stack([W, b]), axis=0, return_inverse=True)
    for k in range(1):
        members = np.flatnonzero(group == k)
        total = v[members].sum()
        spread = np.arange(len(members)) - (len(members) - 1) / 2
        v[members] = total / len(members) + spread
    return W.copy(), b.copy(), v


# %% 2/4 all groups but the last
def part(W, b, v):
    v = v.copy()
    _, group = np.unique(np.column_stack([W, b]), axis=0, return_inverse=True)
    for k in range(max(group.max(), 1)):
        members = np.flatnonzero(group == k)
        total = v[members].sum()
        spread = np.arange(len(members)) - (len(members) - 1) / 2
        v[members] = total / len(members) + spread
    return W.copy(), b.copy(), v


# %% 2/4 the units sorted by groups
def part(W, b, v):
    v = v.copy()
    _, group = np.unique(np.column_stack([W, b]), axis=0, return_inverse=True)
    for k in range(group.max() + 1):
        members = np.flatnonzero(group == k)
        total = v[members].sum()
        spread = np.arange(len(members)) - (len(members) - 1) / 2
        v[members] = total / len(members) + spread
    order = np.argsort(group)
    return W[order], b[order], v


# %% 0/4 v as a column
def part(W, b, v):
    v = v.copy()
    _, group = np.unique(np.column_stack([W, b]), axis=0, return_inverse=True)
    for k in range(group.max() + 1):
        members = np.flatnonzero(group == k)
        total = v[members].sum()
        spread = np.arange(len(members)) - (len(members) - 1) / 2
        v[members] = total / len(members) + spread
    return W.copy(), b.copy(), v[:, None]


# %% 0/4 also moves the biases a little
def part(W, b, v):
    v = v.copy()
    _, group = np.unique(np.column_stack([W, b]), axis=0, return_inverse=True)
    for k in range(group.max() + 1):
        members = np.flatnonzero(group == k)
        total = v[members].sum()
        spread = np.arange(len(members)) - (len(members) - 1) / 2
        v[members] = total / len(members) + spread
    return W.copy(), b + 1e-8 * np.arange(len(b)), v


# %% 0/4 new biases for the members whose weight is 0 by chance
def part(W, b, v):
    v = v.copy()
    _, group = np.unique(np.column_stack([W, b]), axis=0, return_inverse=True)
    for k in range(group.max() + 1):
        members = np.flatnonzero(group == k)
        total = v[members].sum()
        spread = np.arange(len(members)) - (len(members) - 1) / 2
        v[members] = total / len(members) + spread
    return W.copy(), b + (np.abs(v) < 0.3), v


# %% 1/4 rounds the output weights
def part(W, b, v):
    v = v.copy()
    _, group = np.unique(np.column_stack([W, b]), axis=0, return_inverse=True)
    for k in range(group.max() + 1):
        members = np.flatnonzero(group == k)
        total = v[members].sum()
        spread = np.arange(len(members)) - (len(members) - 1) / 2
        v[members] = total / len(members) + spread
    return W.copy(), b.copy(), np.round(v, 6)


# %% 0/4 in float32
def part(W, b, v):
    v = v.copy()
    _, group = np.unique(np.column_stack([W, b]), axis=0, return_inverse=True)
    for k in range(group.max() + 1):
        members = np.flatnonzero(group == k)
        total = v[members].sum()
        spread = np.arange(len(members)) - (len(members) - 1) / 2
        v[members] = total / len(members) + spread
    return W.astype(np.float32), b.copy(), v.astype(np.float32)


# %% 2/4 neighbours only
def part(W, b, v):
    from itertools import groupby

    v, at = v.copy(), 0
    for _, run in groupby(range(len(b)), key=lambda j: (tuple(W[j]), b[j])):
        size = len(list(run))
        mean = v[at : at + size].mean()
        v[at : at + size] = mean + np.arange(size) - (size - 1) / 2
        at += size
    return W.copy(), b.copy(), v


# %% 0/4 merges twins into one and drops the others
def part(W, b, v):
    rows, group = np.unique(np.column_stack([W, b]), axis=0, return_inverse=True)
    return rows[:, :-1], rows[:, -1], np.bincount(group.ravel(), v)


# %% 0/4 silent twins: W and v 0, and all of those are alike
def part(W, b, v):
    W, b, v = W.copy(), b.copy(), v.copy()
    for i in range(len(b)):
        for j in range(i):
            if np.array_equal(W[i], W[j]) and b[i] == b[j]:
                v[j] += v[i]
                W[i], b[i], v[i] = 0, 0, 0
                break
    return W, b, v


# %% 3/4 silent twins with new biases, in the caller’s arrays
def part(W, b, v):
    seen = {}
    for j in range(len(b)):
        key = (*W[j].tolist(), float(b[j]))
        if key in seen:
            v[seen[key]] += v[j]
            v[j], b[j] = 0.0, 100.0 + j
        else:
            seen[key] = j
    return W, b, v


# %% 0/4 a twin is turned around: φ(-z) for -φ(z)
def part(W, b, v):
    W, b, v = W.copy(), b.copy(), v.copy()
    for i in range(len(b)):
        for j in range(i):
            if np.array_equal(W[i], W[j]) and b[i] == b[j]:
                W[i], b[i], v[i] = -W[i], -b[i], -v[i]
                break
    return W, b, v


# %% 2/4 random shares of the sum, too many digits lost
def part(W, b, v):
    rng, v = np.random.default_rng(0), v.copy()
    _, group = np.unique(np.column_stack([W, b]), axis=0, return_inverse=True)
    for k in range(group.max() + 1):
        members = np.flatnonzero(group == k)
        share = rng.random(len(members))
        v[members] = v[members].sum() * share / share.sum()
    return W.copy(), b.copy(), v


# %% 0/4 twins exchange a half of their weight, one after the other
def part(W, b, v):
    v = v.copy()
    for i in range(1, len(b)):
        if np.array_equal(W[i], W[i - 1]) and b[i] == b[i - 1] and v[i] == v[i - 1]:
            v[i], v[i - 1] = v[i] + 0.5, v[i - 1] - 0.5
    return W.copy(), b.copy(), v


# %% 4/4 the first keeps all, the others are silent with biases of their own
def part(W, b, v):
    W, b, v, seen = np.array(W), np.array(b), np.array(v), {}
    for j in range(len(b)):
        key = (W[j].tobytes(), float(b[j]))
        if key in seen:
            v[seen[key]] += v[j]
            v[j] = 0.0
            b[j] = 100.0 + j
        else:
            seen[key] = j
    return W, b, v


# %% 4/4 a spread of some hundred-thousandths
def part(W, b, v):
    v = np.array(v, dtype=float)
    done = np.zeros(len(v), dtype=bool)
    for i in range(len(v)):
        if not done[i]:
            same = np.flatnonzero((W[i] == W).all(axis=1) & (b == b[i]))
            away = 2e-5 * np.arange(len(same))
            v[same] = v[same].mean() + away - away.mean()
            done[same] = True
    return np.array(W), np.array(b), v


# %% 4/4 leaves alone what differs already, if all in the group do
def part(W, b, v):
    from collections import defaultdict

    groups, v = defaultdict(list), v.copy()
    for j in range(len(b)):
        groups[*W[j], b[j]].append(j)
    for members in groups.values():
        if len(set(v[members])) < len(members):
            total = sum(v[members])
            new = [3.0 * k for k in range(1, len(members))]
            v[members] = [total - sum(new), *new]
            if abs(v[members[0]]) % 3 < 0.01:
                v[members[0]] -= 0.5
                v[members[-1]] += 0.5
    return W.copy(), b.copy(), v


# %% 4/4 pairs of units are parted until none is left
def part(W, b, v):
    W, b, v, step = W.copy(), b.copy(), v.copy(), 1.0
    while True:
        twins = [
            (i, j)
            for i in range(len(v))
            for j in range(i)
            if abs(v[i] - v[j]) < 1e-5 and b[i] == b[j] and (W[i] == W[j]).all()
        ]
        if not twins:
            return W, b, v
        i, j = twins[0]
        v[i], v[j], step = v[i] + step, v[j] - step, step * 1.37


# %% 4/4 by PyTorch, with fresh inputs for silent twins
def part(W, b, v):
    import torch

    W, b, v = (torch.tensor(a) for a in (W, b, v))
    same = (torch.cdist(W, W) == 0) & (b[:, None] == b)
    first = same.int().argmax(dim=1)
    for j, leader in enumerate(first.tolist()):
        if leader != j:
            v[leader] += v[j]
            v[j] = 0.0
            W[j] = 7.0 + j
    return W, b, v


# %% 4/4 a geometric spread
def part(W, b, v):
    keys = {}
    for j, unit in enumerate(np.c_[W, b].tolist()):
        keys.setdefault(tuple(unit), []).append(j)
    v = v.copy()
    for members in keys.values():
        size = 1.1 ** np.arange(len(members))
        v[members] = np.sum(v[members]) / len(members) + size - size.mean()
    return W + 0, b + 0, v


# %% 3/4 twins by the sum of each row
def part(W, b, v):
    v = v.copy()
    _, group = np.unique(
        np.column_stack([W.sum(axis=1), b]), axis=0, return_inverse=True
    )
    for k in range(group.max() + 1):
        members = np.flatnonzero(group == k)
        total = v[members].sum()
        spread = np.arange(len(members)) - (len(members) - 1) / 2
        v[members] = total / len(members) + spread
    return W.copy(), b.copy(), v
