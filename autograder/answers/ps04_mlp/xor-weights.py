# %% 3/3 the distance of the sum from its middle, in two halves
def xor_weights(low, high):
    W = np.array([[1.0, 1.0], [-1.0, -1.0]])
    b = np.array([-(low + high), low + high])
    return W, b, np.array([-1.0, -1.0]), (high - low) / 2


# %% 3/3 one unit a corner where the inputs differ
def xor_weights(low, high):
    W = np.array([[1.0, -1.0], [-1.0, 1.0]])
    return W, np.zeros(2), np.array([1.0, 1.0]), -(high - low) / 2


# %% 3/3 a textbook network after the inputs are moved to 0 and 1, threshold one half
def xor_weights(low, high):
    scale = 1 / (high - low)
    W = scale * np.ones((2, 2))
    b = np.array([-2 * low * scale, -2 * low * scale - 1])
    return W, b, np.array([1.0, -2.0]), -0.5


# %% 3/3 a ramp that turns round, as lists and scaled by a million
def xor_weights(low, high):
    s = low + high
    W = [[1e6, 1e6], [1e6, 1e6]]
    b = [-2e6 * low, -1e6 * s]
    return W, b, [1.0, -2.0], -0.5e6 * (high - low)


# %% 2/3 fitted to the two usual codings: wrong for other distances
def xor_weights(low, high):
    W, v = np.array([[1.0, 1.0], [-1.0, -1.0]]), np.array([-1.0, -1.0])
    return W, (low + 1) * np.array([-1.0, 1.0]), v, 0.5


# %% 1/3 the network of the lecture, whatever the coding
def xor_weights(low, high):
    W = np.array([[1.0, 1.0], [-1.0, -1.0]])
    return W, np.zeros(2), np.array([-1.0, -1.0]), 1.0


# %% 1/3 the textbook network for 0 and 1 with its threshold, whatever the coding
def xor_weights(low, high):
    return np.ones((2, 2)), np.array([0.0, -1.0]), np.array([1.0, -2.0]), -0.5


# %% 0/3 the textbook network as it stands: scores 0 and 1, and the sign of 0 is none
def xor_weights(low, high):
    return np.ones((2, 2)), np.array([0.0, -1.0]), np.array([1.0, -2.0]), 0.0


# %% 0/3 no output bias: two corners have score 0
def xor_weights(low, high):
    W = np.array([[1.0, 1.0], [-1.0, -1.0]])
    b = np.array([-(low + high), low + high])
    return W, b, np.array([-1.0, -1.0]), 0.0


# %% 0/3 XNOR, as a published version labels it
def xor_weights(low, high):
    W = np.array([[1.0, 1.0], [-1.0, -1.0]])
    b = np.array([-(low + high), low + high])
    return W, b, np.array([1.0, 1.0]), -(high - low) / 2


# %% 0/3 OR: three corners of four
def xor_weights(low, high):
    W = np.array([[1.0, 1.0], [1.0, 1.0]])
    return W, np.array([-2 * low, -2 * low]), np.array([0.5, 0.5]), -(high - low) / 2


# %% 0/3 both units alike: one hidden unit in disguise
def xor_weights(low, high):
    W = np.array([[1.0, -1.0], [1.0, -1.0]])
    return W, np.zeros(2), np.array([1.0, 1.0]), -(high - low) / 2


# %% 0/3 c as an array of shape (1,)
def xor_weights(low, high):
    W = np.array([[1.0, -1.0], [-1.0, 1.0]])
    return W, np.zeros(2), np.array([1.0, 1.0]), np.array([-(high - low) / 2])


# %% 0/3 thinks of a step where ReLU stands: infinite weights
def xor_weights(low, high):
    W = np.inf * np.array([[1.0, -1.0], [-1.0, 1.0]])
    return W, np.zeros(2), np.array([1.0, 1.0]), -0.5
