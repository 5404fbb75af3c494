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


# %% 2/4 spreads over all units, as if all were one group
def part(W, b, v):
    return W.copy(), b.copy(), v + np.arange(len(v)) - (len(v) - 1) / 2


# %% 1/4 parts the first pair it finds, and no other
def part(W, b, v):
    v = v.copy()
    for i in range(len(b)):
        for j in range(i):
            if np.array_equal(W[i], W[j]) and b[i] == b[j] and v[i] == v[j]:
                v[i], v[j] = v[i] + 3.1, v[j] - 3.1
                return W.copy(), b.copy(), v
    return W.copy(), b.copy(), v


# %% 1/4 pairs, one up and one down: four twins become two and two
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


# %% 3/4 parts units with the same v only, and may land on a third
def part(W, b, v):
    v = v.copy()
    _, group = np.unique(np.column_stack([W, b, v]), axis=0, return_inverse=True)
    for k in range(group.max() + 1):
        members = np.flatnonzero(group == k)
        v[members] += 0.5 * (2 * np.arange(len(members)) - (len(members) - 1))
    return W.copy(), b.copy(), v
