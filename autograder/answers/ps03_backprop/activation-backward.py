# %% 3/3 σ(z) σ(-z)
def sigmoid_backward(dH, Z):
    return dH / (1 + np.exp(-Z)) / (1 + np.exp(Z))


def relu_backward(dH, Z):
    return dH * (Z > 0)


# %% 3/3 a hyperbolic cosine: σ' is 1 over (2 cosh(z/2))²
def sigmoid_backward(dH, Z):
    return dH * (0.5 / np.cosh(Z / 2)) ** 2


def relu_backward(dH, Z):
    return dH * np.heaviside(Z, 0.0)


# %% 3/3 in logarithms
def sigmoid_backward(dH, Z):
    return dH * np.exp(-np.logaddexp(0, Z) - np.logaddexp(0, -Z))


def relu_backward(dH, Z):
    answer = dH.copy()
    answer[Z < 0] = 0
    return answer


# %% 2/3 h (1 - h): nothing is left of 1 - h at z = 40
def sigmoid_backward(dH, Z):
    H = 1 / (1 + np.exp(-Z))
    return dH * H * (1 - H)


def relu_backward(dH, Z):
    return dH * (Z > 0)


# %% 2/3 exp(z) over (1 + exp(z))²: overflows before z = 700
def sigmoid_backward(dH, Z):
    return dH * np.exp(Z) / (1 + np.exp(Z)) ** 2


def relu_backward(dH, Z):
    return dH * (Z > 0)


# %% 2/3 a slope read off tanh: the difference cancels as well
def sigmoid_backward(dH, Z):
    return dH * (1 - np.tanh(Z / 2) ** 2) / 4


def relu_backward(dH, Z):
    return dH * (Z > 0)


# %% 2/3 right, but sets entries of dH to 0 in place
def sigmoid_backward(dH, Z):
    return dH / (1 + np.exp(-Z)) / (1 + np.exp(Z))


def relu_backward(dH, Z):
    dH[Z < 0] = 0
    return dH


# %% 1/3 lets a ReLU through where the slope that comes back is positive
def sigmoid_backward(dH, Z):
    return dH / (1 + np.exp(-Z)) / (1 + np.exp(Z))


def relu_backward(dH, Z):
    return np.where(dH > 0, dH, 0.0)


# %% 0/3 takes Z for the output: z (1 - z)
def sigmoid_backward(dH, Z):
    return dH * Z * (1 - Z)


def relu_backward(dH, Z):
    return dH * (Z > 0)


# %% 0/3 the local slopes alone: dH is left out
def sigmoid_backward(dH, Z):
    return 1 / (1 + np.exp(-Z)) / (1 + np.exp(Z))


def relu_backward(dH, Z):
    return (Z > 0) * 1.0


# %% 0/3 the sigmoid where its slope belongs
def sigmoid_backward(dH, Z):
    return dH / (1 + np.exp(-Z))


def relu_backward(dH, Z):
    return dH * np.maximum(Z, 0)


# %% 0/3 the slope evaluated at σ(z), not at z
def sigmoid_backward(dH, Z):
    H = 1 / (1 + np.exp(-Z))
    return dH / (1 + np.exp(-H)) / (1 + np.exp(H))


def relu_backward(dH, Z):
    return dH * (Z > 0)


# %% 2/3 h (1 - h) with h cut off
def sigmoid_backward(dH, Z):
    H = np.clip(1 / (1 + np.exp(-Z)), 1e-12, 1 - 1e-12)
    return dH * H * (1 - H)


def relu_backward(dH, Z):
    return dH * (Z > 0)


# %% 2/3 0 from z = 100 on
def sigmoid_backward(dH, Z):
    e = np.exp(-np.abs(Z))
    return np.where(np.abs(Z) > 100, 0, dH * e / (1 + e) ** 2)


def relu_backward(dH, Z):
    return dH * (Z > 0)


# %% 0/3 the slope of tanh
def sigmoid_backward(dH, Z):
    return dH / np.cosh(Z) ** 2


def relu_backward(dH, Z):
    return dH * (Z > 0)


# %% 0/3 a factor 2 for the tanh inside
def sigmoid_backward(dH, Z):
    return dH * 2 * (0.5 / np.cosh(Z / 2)) ** 2


def relu_backward(dH, Z):
    return dH * (Z > 0)


# %% 0/3 in float32
def sigmoid_backward(dH, Z):
    e = np.exp(-np.abs(Z.astype(np.float32)))
    return dH * e / (1 + e) ** 2


def relu_backward(dH, Z):
    return dH * (Z > 0)


# %% 0/3 divides by the slope
def sigmoid_backward(dH, Z):
    e = np.exp(-np.abs(Z))
    return dH / (e / (1 + e) ** 2)


def relu_backward(dH, Z):
    return dH * (Z > 0)


# %% 1/3 the mean over the batch
def sigmoid_backward(dH, Z):
    e = np.exp(-np.abs(Z))
    return dH * e / (1 + e) ** 2 / len(Z)


def relu_backward(dH, Z):
    return dH * (Z > 0)


# %% 2/3 the absolute value of dH
def sigmoid_backward(dH, Z):
    e = np.exp(-np.abs(Z))
    return np.abs(dH) * e / (1 + e) ** 2


def relu_backward(dH, Z):
    return dH * (Z > 0)


# %% 2/3 one side only: e^-z over its square overflows for z below -350
def sigmoid_backward(dH, Z):
    e = np.exp(-Z)
    return dH * e / (1 + e) ** 2


def relu_backward(dH, Z):
    return dH * (Z > 0)


# %% 1/3 a ReLU that leaks
def sigmoid_backward(dH, Z):
    e = np.exp(-np.abs(Z))
    return dH * e / (1 + e) ** 2


def relu_backward(dH, Z):
    return dH * np.where(Z > 0, 1, 0.01)


# %% 1/3 a ReLU that lets through where Z is negative
def sigmoid_backward(dH, Z):
    e = np.exp(-np.abs(Z))
    return dH * e / (1 + e) ** 2


def relu_backward(dH, Z):
    return dH * (Z < 0)


# %% 1/3 the ReLU of the product
def sigmoid_backward(dH, Z):
    e = np.exp(-np.abs(Z))
    return dH * e / (1 + e) ** 2


def relu_backward(dH, Z):
    return np.maximum(dH * Z, 0)


# %% 2/3 a ReLU that opens at 0.05
def sigmoid_backward(dH, Z):
    e = np.exp(-np.abs(Z))
    return dH * e / (1 + e) ** 2


def relu_backward(dH, Z):
    return dH * (Z > 0.05)


# %% 1/3 a ReLU as a flat array
def sigmoid_backward(dH, Z):
    e = np.exp(-np.abs(Z))
    return dH * e / (1 + e) ** 2


def relu_backward(dH, Z):
    return (dH * (Z > 0)).ravel()


# %% 2/3 a ReLU that sets Z to 0 in place
def sigmoid_backward(dH, Z):
    e = np.exp(-np.abs(Z))
    return dH * e / (1 + e) ** 2


def relu_backward(dH, Z):
    Z[Z < 0] = 0
    return dH * (Z > 0)


# %% 3/3 by PyTorch’s logarithm of the sigmoid
def sigmoid_backward(dH, Z):
    import torch

    z = torch.tensor(Z)
    log = torch.nn.functional.logsigmoid
    return torch.tensor(dH) * torch.exp(log(z) + log(-z))


def relu_backward(dH, Z):
    return dH * (Z > 0)


# %% 3/3 in long doubles, SciPy’s sigmoid on both sides
def sigmoid_backward(dH, Z):
    from scipy.special import expit

    return (dH * expit(Z) * expit(-Z)).astype(np.longdouble)


def relu_backward(dH, Z):
    return np.where(Z <= 0, 0, dH)
