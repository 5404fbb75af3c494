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
