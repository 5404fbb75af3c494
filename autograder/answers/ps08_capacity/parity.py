# %% 3/3 thresholds between the sums
def parity(n):
    cuts = np.arange(-n + 1, n, 2)
    v = np.array([1.0 if i % 2 == 0 else -1.0 for i in range(n)])
    return np.ones((n, n)), -1.0 * cuts, v, -1.0 if n % 2 == 0 else 0.0


# %% 3/3 the last bias from what the units say when no input is +1
def parity(n):
    W = np.full((n, n), 0.5)
    b = np.array([n / 2 - j - 0.5 for j in range(n)])
    v = (-1.0) ** np.arange(n)
    return W, b, v, -1.0 + v.sum()


# %% 3/3 turned round: counts the inputs that are -1
def parity(n):
    W, b = -np.ones((n, n)), n + 1.0 - 2 * np.arange(1, n + 1)
    v = (-1.0) ** np.arange(n)
    low = -v.sum()  # the sum where all inputs are +1
    if n % 2:
        return W, b, -v, 1.0 + low
    return W, b, v, -1.0 - low


# %% 3/3 for odd n each unit answers for a change of sign, all scaled
def parity(n):
    j = np.arange(n)
    b = 3.0 * (n - 1 - 2 * j)
    return 3.0 * np.ones((n, n)), b, 2.0 * (-1.0) ** j, -2.0 * ((n + 1) % 2)


# %% 2/3 right, with 2^(n-1) units: one for each input with an odd number of +1
def parity(n):
    x = np.array(list(product((-1.0, 1.0), repeat=n)))
    U = x[np.sum(x > 0, axis=1) % 2 == 1]
    return U, np.full(len(U), 1.0 - n), np.ones(len(U)), len(U) - 1.0


# %% 2/3 n + 1 units: one more that always says +1
def parity(n):
    j = np.arange(n + 1)
    return np.ones((n + 1, n)), n + 1.0 - 2 * j, (-1.0) ** (j + 1), n % 2


# %% 1/3 the last bias fits even numbers of inputs only
def parity(n):
    j = np.arange(1, n + 1)
    return np.ones((n, n)), n + 1.0 - 2 * j, (-1.0) ** (j + 1), -1.0


# %% 1/3 weights of XOR, for whatever number of inputs
def parity(n):
    W, b = np.ones((2, n)), np.array([1.0, -1.0])
    return W, b, np.array([1.0, -1.0]), -1.0


# %% 0/3 thresholds on the sums themselves: pre-activations of 0
def parity(n):
    j = np.arange(1, n + 1)
    return np.ones((n, n)), n - 2.0 * j, (-1.0) ** (j + 1), n % 2 - 1.0


# %% 1/3 answers the opposite: +1 for an even number of +1
def parity(n):
    j = np.arange(1, n + 1)
    v = (-1.0) ** j
    return np.ones((n, n)), n + 1.0 - 2 * j, v, 1.0 - n % 2


# %% 0/3 the lecture's units of 0 and 1, not translated
def parity(n):
    j = np.arange(1, n + 1)
    return np.ones((n, n)), 0.5 - j, (-1.0) ** (j + 1), -0.5


# %% 0/3 all weights of the last layer +1: counts, and does not alternate
def parity(n):
    j = np.arange(1, n + 1)
    return np.ones((n, n)), n + 1.0 - 2 * j, np.ones(n), 0.5


# %% 0/3 one unit an input: any sum of them rises with each
def parity(n):
    return np.eye(n), np.zeros(n), np.ones(n), 0.5
