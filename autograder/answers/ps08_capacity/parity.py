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


# %% 0/3 the last bias fits even numbers of inputs only
def parity(n):
    j = np.arange(1, n + 1)
    return np.ones((n, n)), n + 1.0 - 2 * j, (-1.0) ** (j + 1), -1.0


# %% 0/3 weights of XOR, for whatever number of inputs
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


# %% 3/3 loops and lists
def parity(n):
    W, b, v = [], [], []
    for j in range(1, n + 1):
        W.append([1.0] * n)
        b.append(float(n + 1 - 2 * j))
        v.append(1.0 if j % 2 else -1.0)
    return W, b, v, 0.0 if n % 2 else -1.0


# %% 3/3 the lecture's network of 0 and 1, translated
def parity(n):
    j = np.arange(1, n + 1)
    v = np.where(j % 2, 1.0, -1.0)  # of units in {0, 1}, with the answer above 1/2
    W, b = np.full((n, n), 0.5), n / 2 - j + 0.5
    return W, b, v / 2, v.sum() / 2 - 0.5


# %% 3/3 units that fire for at most j, turned round
def parity(n):
    j = np.arange(n)
    b = 2.0 * j + 1 - n
    v = (-1.0) ** (j + 1)
    h = np.ones(n)  # no input is +1
    return -np.ones((n, n)), b, v, -1.0 - v @ h


# %% 3/3 the last bias found by asking the network
def parity(n):
    W = np.ones((n, n))
    b = -np.arange(1.0 - n, n, 2)
    v = np.array([(-1.0) ** k for k in range(n)])
    x = np.array([-np.ones(n), np.append(1.0, -np.ones(n - 1))])
    low, high = np.sign(x @ W.T + b) @ v
    return W, b, v, -(low + high) / 2


# %% 3/3 weights of different sizes, a row each
def parity(n):
    scale = np.arange(1, n + 1)[:, None] ** 2
    cuts = np.linspace(1 - n, n - 1, n)[:, None] if n > 1 else np.zeros((1, 1))
    W, b = scale * np.ones((1, n)), (-scale * cuts)[:, 0]
    return W, b, 5.0 * (-1.0) ** np.arange(n), -5.0 * (1 - n % 2)


# %% 3/3 JAX, as arrays
def parity(n):
    import jax.numpy as jnp

    j = jnp.arange(n)
    parts = jnp.ones((n, n)), n - 1.0 - 2 * j, jnp.where(j % 2, -1.0, 1.0)
    return (*(np.array(part) for part in parts), float(n % 2) - 1)


# %% 3/3 long doubles
def parity(n):
    j = np.arange(n, dtype=np.longdouble)
    return (
        np.ones((n, n), np.longdouble),
        n - 1 - 2 * j,
        (-1) ** j,
        np.longdouble(n % 2 - 1),
    )


# %% 3/3 thresholds off the middle
def parity(n):
    j = np.arange(1, n + 1)
    return (
        np.ones((n, n)),
        n - 2.0 * j + 1.7,
        (-1.0) ** (j + 1),
        -0.3 - 0.4 * (1 - n % 2),
    )


# %% 3/3 the last bias is -1/2
def parity(n):
    j = np.arange(1, n + 1)  # unit j: at least j inputs are +1
    return np.ones((n, n)), n - 2.0 * j + 1, (-1.0) ** (j + 1), -0.5


# %% 0/3 thresholds one step too high
def parity(n):
    j = np.arange(1, n + 1)  # unit j: at least j inputs are +1
    return np.ones((n, n)), n - 2.0 * j - 1, (-1.0) ** (j + 1), n % 2 - 1.0


# %% 0/3 thresholds one step too low
def parity(n):
    j = np.arange(1, n + 1)  # unit j: at least j inputs are +1
    return np.ones((n, n)), n - 2.0 * j + 3, (-1.0) ** (j + 1), n % 2 - 1.0


# %% 0/3 thresholds a step of 1 apart, as for 0 and 1
def parity(n):
    j = np.arange(1, n + 1)  # unit j: at least j inputs are +1
    return (
        np.ones((n, n)),
        n / 2 - j + 0.5 + 0 * j - n / 2 + 0.0,
        (-1.0) ** (j + 1),
        n % 2 - 1.0,
    )


# %% 0/3 thresholds with the wrong sign
def parity(n):
    j = np.arange(1, n + 1)  # unit j: at least j inputs are +1
    return np.ones((n, n)), 2.0 * j - n - 1 + 0.5, (-1.0) ** (j + 1), n % 2 - 1.0


# %% 1/3 the last bias is 0
def parity(n):
    j = np.arange(1, n + 1)  # unit j: at least j inputs are +1
    return np.ones((n, n)), n - 2.0 * j + 1, (-1.0) ** (j + 1), 0.0


# %% 0/3 the last bias is 1/2
def parity(n):
    j = np.arange(1, n + 1)  # unit j: at least j inputs are +1
    return np.ones((n, n)), n - 2.0 * j + 1, (-1.0) ** (j + 1), 0.5


# %% 0/3 the last bias for odd and even swapped
def parity(n):
    j = np.arange(1, n + 1)  # unit j: at least j inputs are +1
    return np.ones((n, n)), n - 2.0 * j + 1, (-1.0) ** (j + 1), -1.0 * (n % 2)


# %% 0/3 the last bias with the wrong sign
def parity(n):
    j = np.arange(1, n + 1)  # unit j: at least j inputs are +1
    return np.ones((n, n)), n - 2.0 * j + 1, (-1.0) ** (j + 1), 1.0 - n % 2


# %% 1/3 the opposite answer
def parity(n):
    j = np.arange(1, n + 1)  # unit j: at least j inputs are +1
    return np.ones((n, n)), n - 2.0 * j + 1, (-1.0) ** j, 1.0 - n % 2


# %% 0/3 the other sign of the last layer only
def parity(n):
    j = np.arange(1, n + 1)  # unit j: at least j inputs are +1
    return np.ones((n, n)), n - 2.0 * j + 1, (-1.0) ** j, n % 2 - 1.0


# %% 0/3 no alternation
def parity(n):
    j = np.arange(1, n + 1)  # unit j: at least j inputs are +1
    return np.ones((n, n)), n - 2.0 * j + 1, np.ones(n), n % 2 - 1.0


# %% 0/3 alternates by 0 and 1
def parity(n):
    j = np.arange(1, n + 1)  # unit j: at least j inputs are +1
    return np.ones((n, n)), n - 2.0 * j + 1, j % 2 * 1.0, n % 2 - 1.0


# %% 0/3 n - 1 units
def parity(n):
    j = np.arange(1, n)  # unit j: at least j inputs are +1
    return np.ones((n - 1, n)), n - 2.0 * j + 1, (-1.0) ** (j + 1), n % 2 - 1.0


# %% 2/3 n + 1 units
def parity(n):
    j = np.arange(0, n + 1)  # unit j: at least j inputs are +1
    return np.ones((n + 1, n)), n - 2.0 * j + 1, (-1.0) ** (j + 1), n % 2


# %% 2/3 each unit twice: 2n of them
def parity(n):
    j = np.arange(1, n + 1)  # unit j: at least j inputs are +1
    j = np.repeat(j, 2)
    return np.ones((2 * n, n)), n - 2.0 * j + 1, (-1.0) ** (j + 1), 2 * (n % 2 - 1.0)


# %% 0/3 units that see one input each
def parity(n):
    j = np.arange(1, n + 1)  # unit j: at least j inputs are +1
    return np.eye(n), n - 2.0 * j + 1, (-1.0) ** (j + 1), n % 2 - 1.0


# %% 0/3 units that see the first inputs only: a triangle
def parity(n):
    j = np.arange(1, n + 1)  # unit j: at least j inputs are +1
    return np.tril(np.ones((n, n))), n - 2.0 * j + 1, (-1.0) ** (j + 1), n % 2 - 1.0


# %% 1/3 alternating weights of the first layer
def parity(n):
    j = np.arange(1, n + 1)  # unit j: at least j inputs are +1
    return (
        np.ones((n, n)) * (-1.0) ** np.arange(n),
        n - 2.0 * j + 1,
        (-1.0) ** (j + 1),
        n % 2 - 1.0,
    )


# %% 0/3 weights as a single row
def parity(n):
    j = np.arange(1, n + 1)  # unit j: at least j inputs are +1
    return np.ones(n), n - 2.0 * j + 1, (-1.0) ** (j + 1), n % 2 - 1.0


# %% 0/3 b as a column
def parity(n):
    j = np.arange(1, n + 1)  # unit j: at least j inputs are +1
    return np.ones((n, n)), (n - 2.0 * j + 1)[:, None], (-1.0) ** (j + 1), n % 2 - 1.0


# %% 0/3 v as a row
def parity(n):
    j = np.arange(1, n + 1)  # unit j: at least j inputs are +1
    return np.ones((n, n)), n - 2.0 * j + 1, ((-1.0) ** (j + 1))[None], n % 2 - 1.0


# %% 1/3 c as an array of one
def parity(n):
    j = np.arange(1, n + 1)  # unit j: at least j inputs are +1
    return np.ones((n, n)), n - 2.0 * j + 1, (-1.0) ** (j + 1), np.array([n % 2 - 1.0])


# %% 0/3 b and v swapped
def parity(n):
    j = np.arange(1, n + 1)  # unit j: at least j inputs are +1
    return np.ones((n, n)), (-1.0) ** (j + 1), n - 2.0 * j + 1, n % 2 - 1.0


# %% 0/3 leaves out c
def parity(n):
    j = np.arange(1, n + 1)  # unit j: at least j inputs are +1
    return np.ones((n, n)), n - 2.0 * j + 1, (-1.0) ** (j + 1)


# %% 0/3 two inputs, whatever n
def parity(n):
    n = 2
    j = np.arange(1, n + 1)  # unit j: at least j inputs are +1
    return np.ones((n, n)), n - 2.0 * j + 1, (-1.0) ** (j + 1), n % 2 - 1.0


# %% 0/3 pre-activations of 0: thresholds at the sums
def parity(n):
    j = np.arange(1, n + 1)  # unit j: at least j inputs are +1
    return np.ones((n, n)), n - 2.0 * j, (-1.0) ** (j + 1), n % 2 - 1.0


# %% 0/3 a last sum of 0 for half of the inputs
def parity(n):
    j = np.arange(1, n + 1)  # unit j: at least j inputs are +1
    return np.ones((n, n)), n - 2.0 * j + 1, (-1.0) ** (j + 1), n % 2 - 2.0


# %% 1/3 the product of the inputs: right for odd n, the opposite for even n
def parity(n):
    j = np.arange(1, n + 1)  # unit j: at least j inputs are +1
    return (
        np.ones((n, n)),
        n - 2.0 * j + 1,
        (-1.0) ** (j + n),
        (n % 2 - 1.0) * (-1) ** (n + 1),
    )


# %% 0/3 +1 where exactly one input is +1
def parity(n):
    j = np.arange(1, n + 1)  # unit j: at least j inputs are +1
    return (
        np.ones((n, n)),
        n - 2.0 * j + 1,
        np.where(j == 1, 1.0, -1.0) * (j <= 2),
        -1.0 + (n == 1),
    )


# %% 0/3 +1 where more than half of the inputs are +1
def parity(n):
    j = np.arange(1, n + 1)  # unit j: at least j inputs are +1
    return np.ones((n, n)), n - 2.0 * j + 1, np.where(j == n // 2 + 1, 1.0, 0.0), 0.0
