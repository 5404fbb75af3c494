"""The network of the playground: in NumPy to read, in JAX to compile.

A layer is (W, b) with W of shape (out, in) and b of shape (out,); it makes
f(X Wᵀ + b) of X, whose rows are examples. The loss is the mean of (output - y)² / 2,
plus l1 Σ|w| + l2/2 Σw² over the weights (not the biases).
"""

import math
from itertools import pairwise

import jax.numpy as jnp
import numpy as np

from .config import Config

CONSTANT = 0.5  # every weight under init "constant"
VARIANCE = {
    "lecun": lambda m, n: 1 / m,
    "glorot": lambda m, n: 2 / (m + n),
    "he": lambda m, n: 2 / m,
}


def activate(name: str, z, xp=np):
    """An activation of z, of any shape; name is one of ACTIVATIONS, xp NumPy or JAX."""
    if name == "relu":
        return xp.where(z > 0, z, 0)
    if name == "tanh":
        return xp.tanh(z)
    if name == "sigmoid":
        return 0.5 + 0.5 * xp.tanh(0.5 * z)  # 1 / (1 + exp(-z)) would overflow
    if name == "elu":
        return xp.where(z > 0, z, xp.expm1(xp.where(z > 0, 0, z)))
    return z


def slope(name: str, h: np.ndarray) -> np.ndarray:
    """The derivative of an activation, read off its output h, of the same shape."""
    if name == "relu":
        return np.where(h > 0, 1, 0)
    if name == "tanh":
        return 1 - h**2
    if name == "sigmoid":
        return h * (1 - h)
    return np.where(h > 0, 1, 1 + h) if name == "elu" else np.ones_like(h)


def forward(X, params, activations, masks=()) -> list[np.ndarray]:
    """The output of every layer.

    Args:
        X: inputs, shape (n, in).
        params: (W, b) of every layer.
        activations: the name of the activation of every layer.
        masks: what to multiply the output of each hidden layer by on its way to the
            next, shape (n, units) each: 0 for a dropped unit. Empty: nothing drops.

    Returns:
        One array of shape (n, units) for each layer, not yet masked; the last one is
        the output of the network, shape (n, 1).
    """
    outputs = []
    for k, ((W, b), name) in enumerate(zip(params, activations, strict=True)):
        outputs.append(activate(name, X @ W.T + b))
        X = outputs[k] * masks[k] if k < len(masks) else outputs[k]
    return outputs


def backward(X, y, params, activations, outputs, masks=()) -> list[tuple]:
    """The gradient of the mean of (output - y)² / 2, without penalties.

    Args:
        X, params, activations, masks: what forward was given.
        y: targets, shape (n,).
        outputs: what forward returned.

    Returns:
        (dW, db) of every layer, of the shapes of W and b.
    """
    gradient: list[tuple] = []
    dH = (outputs[-1] - y[:, None]) / len(y)
    for k in reversed(range(len(params))):
        dZ = dH * slope(activations[k], outputs[k])
        mask = masks[k - 1] if k and masks else 1
        before = outputs[k - 1] * mask if k else X
        gradient.insert(0, (dZ.T @ before, dZ.sum(axis=0)))
        dH = dZ @ params[k][0] * mask
    return gradient


def loss(params, X, y, activations, l1=0.0, l2=0.0, masks=()):
    """The loss with its penalties, in JAX, in the precision of its arguments.

    Args: as for forward and backward; l1, l2 are the strengths of the penalties.

    Returns:
        A scalar.
    """
    H, penalty = X, 0.0
    for k, ((W, b), name) in enumerate(zip(params, activations, strict=True)):
        H = activate(name, _times(H, W) + b, jnp)
        H = H * masks[k] if k < len(masks) else H
        penalty += l1 * jnp.abs(W).sum() + l2 / 2 * (W * W).sum()
    return ((H[:, 0] - y) ** 2).mean() / 2 + penalty


def _times(H, W):
    """The product H Wᵀ, for few rows as a sum.

    XLA's own product then takes longer to call than to compute; a sum becomes part of
    the code around it, which makes training 3 times faster.
    """
    return (H[:, None, :] * W).sum(-1) if len(H) <= 32 else H @ W.T


def first_params(config: Config) -> list[tuple[np.ndarray, np.ndarray]]:
    """The parameters before the first step: (W, b) of every layer, float32.

    Weights are normal with variance 1/in (lecun), 2/(in + out) (glorot) or 2/in (he),
    or all equal (zero, constant). Biases are 0.
    """
    rng = np.random.default_rng([config.seed, 1])
    params = []
    for m, n in pairwise(config.sizes):
        if config.init in VARIANCE:
            scale = math.sqrt(VARIANCE[config.init](m, n))
            W = scale * rng.standard_normal((n, m))
        else:
            W = np.full((n, m), CONSTANT if config.init == "constant" else 0.0)
        params.append((W.astype(np.float32), np.zeros(n, np.float32)))
    return params


def unpack(vector, sizes) -> list[tuple]:
    """The layers (W, b) that lie one after the other in a vector.

    Args:
        vector: as pack makes it.
        sizes: units of every layer, the inputs first.
    """
    params, at = [], 0
    for m, n in pairwise(sizes):
        W, b = vector[at : at + m * n], vector[at + m * n : at + m * n + n]
        params.append((W.reshape(n, m), b))
        at += m * n + n
    return params


def pack(params, sizes) -> np.ndarray:
    """The vector, float32, that holds the layers (W, b) one after the other.

    Raises:
        ValueError: if the number of layers or a shape does not fit the sizes.
    """
    check_shapes(params, sizes, ("W", "b"))
    return np.concatenate([np.ravel(a) for layer in params for a in layer], dtype="f4")


def check_shapes(layers, sizes, names: tuple[str, str]) -> None:
    """Raise ValueError unless each layer's two arrays have the shapes of `sizes`.

    Args:
        layers: pairs of arrays, (out, in) and (out,).
        sizes: units of every layer, the inputs first.
        names: what the two arrays are called in the message.
    """
    if len(layers) != len(sizes) - 1:
        raise ValueError(f"{names} of {len(layers)} layers, not {len(sizes) - 1}.")
    for k, (layer, (m, n)) in enumerate(zip(layers, pairwise(sizes), strict=True), 1):
        for name, array, shape in zip(names, layer, ((n, m), (n,)), strict=True):
            if np.shape(array) != shape:
                raise ValueError(
                    f"{name} of layer {k} has shape {np.shape(array)}, not {shape}."
                )


def update(optimizer: str, w, g, m, v, lr, t, xp=np):
    """One step of an optimizer, with the defaults of torch.optim and momentum 0.9.

    Args:
        optimizer: one of OPTIMIZERS.
        w, g: parameters and their gradient, the same shape.
        m, v: the optimizer's memory, of that shape, 0 before the first step.
        lr: learning rate.
        t: number of this step, 1 for the first.
        xp: NumPy or JAX.

    Returns:
        The new w, m and v.
    """
    if optimizer == "sgd":
        return w - lr * g, m, v
    if optimizer == "momentum":
        m = 0.9 * m + g
        return w - lr * m, m, v
    if optimizer == "nesterov":
        m = 0.9 * m + g
        return w - lr * (g + 0.9 * m), m, v
    if optimizer == "adagrad":
        v = v + g * g
        return w - lr * g / (xp.sqrt(v) + 1e-10), m, v
    if optimizer == "rmsprop":
        v = 0.99 * v + 0.01 * g * g
        return w - lr * g / (xp.sqrt(v) + 1e-8), m, v
    m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
    # 1 - 0.999^t, without the digits that float32 would lose for small t
    first, second = (-xp.expm1(t * math.log(beta)) for beta in (0.9, 0.999))
    return w - lr * (m / first) / (xp.sqrt(v / second) + 1e-8), m, v
