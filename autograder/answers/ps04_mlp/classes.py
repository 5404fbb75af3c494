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


# %% 2/4 as many classes as the sample shows: the missing last one loses its column
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


# %% 3/4 whole numbers where floats are asked for
def one_hot(y, k):
    return np.eye(k, dtype=int)[y]


def confusion(true, called, k):
    counts = np.zeros((k, k), dtype=int)
    np.add.at(counts, (true, called), 1)
    return counts
