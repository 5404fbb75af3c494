# %% 4/4 comparison with every class, and a table of pairs
def one_hot(y, k):
    return (y[:, None] == np.arange(k)).astype(float)


def confusion(true, called, k):
    pairs = np.bincount(k * true + called, minlength=k * k)
    return pairs.reshape(k, k)


# %% 4/4 loops
def one_hot(y, k):
    targets = np.zeros((len(y), k))
    for i, c in enumerate(y):
        targets[i, c] = 1.0
    return targets


def confusion(true, called, k):
    counts = [[0] * k for _ in range(k)]
    for a, b in zip(true, called):
        counts[a][b] += 1
    return np.array(counts)


# %% 4/4 a product of two one-hot tables
def one_hot(y, k):
    targets = np.zeros((len(y), k))
    targets[np.arange(len(y)), y] = 1
    return targets


def confusion(true, called, k):
    return (one_hot(true, k).T @ one_hot(called, k)).astype(int)


# %% 4/4 by a library
def one_hot(y, k):
    return np.identity(k)[y]


def confusion(true, called, k):
    from sklearn.metrics import confusion_matrix

    return confusion_matrix(true, called, labels=np.arange(k))


# %% 2/4 += on repeated indices counts a pair once
def one_hot(y, k):
    return np.eye(k)[y]


def confusion(true, called, k):
    counts = np.zeros((k, k), dtype=int)
    counts[true, called] += 1
    return counts


# %% 2/4 rows and columns exchanged
def one_hot(y, k):
    return np.eye(k)[y]


def confusion(true, called, k):
    counts = np.zeros((k, k), dtype=int)
    np.add.at(counts, (called, true), 1)
    return counts


# %% 2/4 only the errors: nothing on the diagonal
def one_hot(y, k):
    return np.eye(k)[y]


def confusion(true, called, k):
    counts = np.zeros((k, k), dtype=int)
    np.add.at(counts, (true, called), 1)
    return counts - np.diag(np.diag(counts))


# %% 2/4 shares of each row where counts are asked for
def one_hot(y, k):
    return np.eye(k)[y]


def confusion(true, called, k):
    counts = np.zeros((k, k))
    np.add.at(counts, (true, called), 1)
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)


# %% 0/4 as many classes as the sample shows: the missing last one loses its column
def one_hot(y, k):
    return np.eye(y.max() + 1)[y]


def confusion(true, called, k):
    k = max(true.max(), called.max()) + 1
    counts = np.zeros((k, k), dtype=int)
    np.add.at(counts, (true, called), 1)
    return counts


# %% 2/4 targets -1 and 1
def one_hot(y, k):
    return 2 * np.eye(k)[y] - 1


def confusion(true, called, k):
    counts = np.zeros((k, k), dtype=int)
    np.add.at(counts, (true, called), 1)
    return counts


# %% 2/4 one example in each column
def one_hot(y, k):
    return np.eye(k)[:, y]


def confusion(true, called, k):
    counts = np.zeros((k, k), dtype=int)
    np.add.at(counts, (true, called), 1)
    return counts


# %% 2/4 the numbers of the classes as targets
def one_hot(y, k):
    return y.astype(float)


def confusion(true, called, k):
    counts = np.zeros((k, k), dtype=int)
    np.add.at(counts, (true, called), 1)
    return counts


# %% 2/4 whole numbers where floats are asked for
def one_hot(y, k):
    return np.eye(k, dtype=int)[y]


def confusion(true, called, k):
    counts = np.zeros((k, k), dtype=int)
    np.add.at(counts, (true, called), 1)
    return counts


# %% 2/4 counts as floats
def one_hot(y, k):
    return np.eye(k)[y]


def confusion(true, called, k):
    counts = np.zeros((k, k), dtype=float)
    np.add.at(counts, (true, called), 1)
    return counts


# %% 2/4 counts in eight bits: 256 are 0
def one_hot(y, k):
    return np.eye(k)[y]


def confusion(true, called, k):
    counts = np.zeros((k, k), dtype=np.uint8)
    np.add.at(counts, (true, called), 1)
    return counts


# %% 3/4 counts in sixteen bits with a sign
def one_hot(y, k):
    return np.eye(k)[y]


def confusion(true, called, k):
    counts = np.zeros((k, k), dtype=np.int16)
    np.add.at(counts, (true, called), 1)
    return counts


# %% 3/4 counts in sixteen bits
def one_hot(y, k):
    return np.eye(k)[y]


def confusion(true, called, k):
    counts = np.zeros((k, k), dtype=np.uint16)
    np.add.at(counts, (true, called), 1)
    return counts


# %% 2/4 leaves out the last example
def one_hot(y, k):
    return np.eye(k)[y]


def confusion(true, called, k):
    counts = np.zeros((k, k), dtype=int)
    np.add.at(counts, (true[:-1], called[:-1]), 1)
    return counts


# %% 2/4 a table with a border of sums
def one_hot(y, k):
    return np.eye(k)[y]


def confusion(true, called, k):
    counts = np.zeros((k, k), dtype=int)
    np.add.at(counts, (true, called), 1)
    return np.vstack([counts, counts.sum(axis=0)])


# %% 2/4 whether, not how often
def one_hot(y, k):
    return np.eye(k)[y]


def confusion(true, called, k):
    counts = np.zeros((k, k), dtype=int)
    np.add.at(counts, (true, called), 1)
    return (counts > 0).astype(int)


# %% 2/4 as many rows as there are classes in true
def one_hot(y, k):
    return np.eye(k)[y]


def confusion(true, called, k):
    counts = np.zeros((k, max(true) + 1), dtype=int)
    np.add.at(counts, (true, called), 1)
    return counts


# %% 2/4 both ways, added
def one_hot(y, k):
    return np.eye(k)[y]


def confusion(true, called, k):
    counts = np.zeros((k, k), dtype=int)
    np.add.at(counts, (true, called), 1)
    return counts + counts.T


# %% 2/4 shares of all
def one_hot(y, k):
    return np.eye(k)[y]


def confusion(true, called, k):
    counts = np.zeros((k, k), dtype=int)
    np.add.at(counts, (true, called), 1)
    return counts / counts.sum()


# %% 2/4 True and False
def one_hot(y, k):
    return np.eye(k)[y]


def confusion(true, called, k):
    counts = np.zeros((k, k), dtype=int)
    np.add.at(counts, (true, called), 1)
    return counts > 0


# %% 2/4 sorts its arguments
def one_hot(y, k):
    return np.eye(k)[y]


def confusion(true, called, k):
    true.sort()
    counts = np.zeros((k, k), dtype=int)
    np.add.at(counts, (true, called), 1)
    return counts


# %% 2/4 bools for floats
def one_hot(y, k):
    return y[:, None] == np.arange(k)


def confusion(true, called, k):
    counts = np.zeros((k, k), dtype=int)
    np.add.at(counts, (true, called), 1)
    return counts


# %% 2/4 a one too few on the right
def one_hot(y, k):
    return np.eye(k + 1)[y][:, 1:]


def confusion(true, called, k):
    counts = np.zeros((k, k), dtype=int)
    np.add.at(counts, (true, called), 1)
    return counts


# %% 3/4 classes sorted by name as they come
def one_hot(y, k):
    return np.eye(k)[np.unique(y, return_inverse=True)[1]]


def confusion(true, called, k):
    counts = np.zeros((k, k), dtype=int)
    np.add.at(counts, (true, called), 1)
    return counts


# %% 2/4 smoothed targets
def one_hot(y, k):
    return 0.99 * np.eye(k)[y] + 0.01 / k


def confusion(true, called, k):
    counts = np.zeros((k, k), dtype=int)
    np.add.at(counts, (true, called), 1)
    return counts


# %% 2/4 strings of text
def one_hot(y, k):
    return np.eye(k)[y].astype(str)


def confusion(true, called, k):
    counts = np.zeros((k, k), dtype=int)
    np.add.at(counts, (true, called), 1)
    return counts


# %% 2/4 counts from 1
def one_hot(y, k):
    return np.eye(k)[y - 1]


def confusion(true, called, k):
    counts = np.zeros((k, k), dtype=int)
    np.add.at(counts, (true, called), 1)
    return counts


# %% 2/4 by a library that leaves missing classes out
def one_hot(y, k):
    from sklearn.preprocessing import OneHotEncoder

    return OneHotEncoder(sparse_output=False).fit_transform(y[:, None])


def confusion(true, called, k):
    counts = np.zeros((k, k), dtype=int)
    np.add.at(counts, (true, called), 1)
    return counts


# %% 4/4 floats of 32 bits, counts of 64
def one_hot(y, k):
    targets = np.zeros((len(y), k), dtype=np.float32)
    np.put_along_axis(targets, y[:, None], 1, axis=1)
    return targets


def confusion(true, called, k):
    table = np.histogram2d(true, called, bins=k, range=[[0, k], [0, k]])[0]
    return table.astype(np.int64)


# %% 4/4 by JAX and by counting pairs
def one_hot(y, k):
    import jax

    return jax.nn.one_hot(y, k)


def confusion(true, called, k):
    from collections import Counter

    seen = Counter(zip(true.tolist(), called.tolist()))
    return np.array([[seen[i, j] for j in range(k)] for i in range(k)])


# %% 4/4 by PyTorch
def one_hot(y, k):
    import torch

    return torch.nn.functional.one_hot(torch.tensor(y), k).float()


def confusion(true, called, k):
    import torch

    return torch.bincount(torch.tensor(k * true + called), minlength=k * k).reshape(
        k, k
    )


# %% 4/4 floats of 16 bits, unsigned counts of 32
def one_hot(y, k):
    return np.array([[float(c == t) for c in range(k)] for t in y], dtype=np.float16)


def confusion(true, called, k):
    table = [[np.sum((true == i) & (called == j)) for j in range(k)] for i in range(k)]
    return np.array(table, dtype=np.uint32)
