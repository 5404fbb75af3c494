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


# %% 1/3 fitted to the two usual codings: wrong for other distances
def xor_weights(low, high):
    W, v = np.array([[1.0, 1.0], [-1.0, -1.0]]), np.array([-1.0, -1.0])
    return W, (low + 1) * np.array([-1.0, 1.0]), v, 0.5


# %% 1/3 the network of the lecture, whatever the coding
def xor_weights(low, high):
    W = np.array([[1.0, 1.0], [-1.0, -1.0]])
    return W, np.zeros(2), np.array([-1.0, -1.0]), 1.0


# %% 0/3 the textbook network for 0 and 1 with its threshold, whatever the coding
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


# %% 1/3 c in the middle of a distance of 2
def xor_weights(low, high):
    W = np.array([[1.0, 1.0], [-1.0, -1.0]])
    return W, (low + high) * np.array([-1.0, 1.0]), np.array([-1.0, -1.0]), 1.0


# %% 1/3 the sum instead of its middle: twice too far
def xor_weights(low, high):
    W = np.array([[1.0, 1.0], [-1.0, -1.0]])
    return (
        W,
        2 * (low + high) * np.array([-1.0, 1.0]),
        np.array([-1.0, -1.0]),
        (high - low) / 2,
    )


# %% 0/3 c equal to the distance: equal corners score 0
def xor_weights(low, high):
    W = np.array([[1.0, 1.0], [-1.0, -1.0]])
    return W, (low + high) * np.array([-1.0, 1.0]), np.array([-1.0, -1.0]), high - low


# %% 1/3 the two biases have one sign
def xor_weights(low, high):
    W = np.array([[1.0, 1.0], [-1.0, -1.0]])
    return (
        W,
        (low + high) * np.array([-1.0, -1.0]),
        np.array([-1.0, -1.0]),
        (high - low) / 2,
    )


# %% 0/3 v as a row
def xor_weights(low, high):
    W = np.array([[1.0, 1.0], [-1.0, -1.0]])
    return (
        W,
        (low + high) * np.array([-1.0, 1.0]),
        np.array([[-1.0, -1.0]]),
        (high - low) / 2,
    )


# %% 0/3 tiny weights
def xor_weights(low, high):
    W = 1e-9 * np.array([[1.0, 1.0], [-1.0, -1.0]])
    return (
        W,
        (low + high) * np.array([-1.0, 1.0]),
        np.array([-1.0, -1.0]),
        (high - low) / 2,
    )


# %% 1/3 all signs exchanged
def xor_weights(low, high):
    W = np.array([[1.0, 1.0], [-1.0, -1.0]])
    return (
        -W,
        (low + high) * np.array([-1.0, 1.0]),
        np.array([-1.0, -1.0]),
        (high - low) / 2,
    )


# %% 1/3 the absolute value of low
def xor_weights(low, high):
    W = np.array([[1.0, 1.0], [-1.0, -1.0]])
    return (
        W,
        (abs(low) + high) * np.array([-1.0, 1.0]),
        np.array([-1.0, -1.0]),
        (high - low) / 2,
    )


# %% 0/3 the difference for the sum
def xor_weights(low, high):
    W = np.array([[1.0, 1.0], [-1.0, -1.0]])
    return (
        W,
        (high - low) * np.array([-1.0, 1.0]),
        np.array([-1.0, -1.0]),
        (high - low) / 2,
    )


# %% 0/3 a single unit with both signs
def xor_weights(low, high):
    W = np.array([[1.0, 1.0], [1.0, 1.0]])
    return (
        W,
        (low + high) * np.array([-1.0, 1.0]),
        np.array([-1.0, -1.0]),
        (high - low) / 2,
    )


# %% 3/3 AND and OR: between them the inputs differ
def xor_weights(low, high):
    d = high - low
    W = np.ones((2, 2)) * 4 / d
    b = [-4 * 2 * low / d, -4 * (low + high) / d]
    return W, b, [1.0, -2.0], -2.0


# %% 3/3 in float32, by PyTorch
def xor_weights(low, high):
    import torch

    W = torch.tensor([[10.0, -10.0], [-10.0, 10.0]])
    return W, torch.zeros(2), torch.ones(2), torch.tensor(-5.0 * (high - low))


# %% 3/3 two units that look at one input each side, c a NumPy number
def xor_weights(low, high):
    W = 3 * np.array([[1, -1], [-1, 1]])
    return (
        W,
        np.zeros(2, dtype=int),
        np.array([2, 2]),
        np.longdouble(-3.0 * (high - low)),
    )
