"""A config as a cell of NumPy, JAX or PyTorch, to run and change: Show me the code.

The cells stand alone, and hold nothing that the config does not use. They draw the
data, the first weights and the batches as the trainers do, so all of them get the same
losses; only dropout is drawn in each framework's own way.
"""

import inspect
from textwrap import fill

from . import network
from .config import Config
from .data import DRAW, POINTS, train_size

COLUMNS = {
    "x1": "x1",
    "x2": "x2",
    "x1^2": "x1**2",
    "x2^2": "x2**2",
    "x1*x2": "x1 * x2",
    "sin(x1)": "np.sin(x1)",
    "sin(x2)": "np.sin(x2)",
}
WEIGHTS = {  # of a layer with m inputs and n units, and why
    "zero": ("np.zeros((n, m))", "all alike: the units of a layer stay alike"),
    "constant": (
        f"np.full((n, m), {network.CONSTANT})",
        "all alike: the units of a layer stay alike",
    ),
    "lecun": (
        "rng.standard_normal((n, m)) / np.sqrt(m)",
        "LeCun: signals keep their size from layer to layer",
    ),
    "glorot": (
        "rng.standard_normal((n, m)) * np.sqrt(2 / (m + n))",
        "Glorot: neither signals nor gradients grow or fade much",
    ),
    "he": (
        "rng.standard_normal((n, m)) * np.sqrt(2 / m)",
        "He: twice LeCun's variance, because ReLU lets half of the signal pass",
    ),
}
NUMPY_ACTIVATIONS = {
    "relu": "(lambda z: np.maximum(z, 0)), (lambda h: h > 0)",
    "tanh": "np.tanh, (lambda h: 1 - h**2)",
    "sigmoid": "(lambda z: 1 / (1 + np.exp(-z))), (lambda h: h * (1 - h))",
    "linear": "(lambda z: z), (lambda h: 1)",
    "elu": "(lambda z: np.maximum(z, 0) + np.expm1(np.minimum(z, 0)),\n"
    "       lambda h: np.minimum(h, 0) + 1)",
}
JAX_ACTIVATIONS = {
    "relu": "jax.nn.relu",
    "tanh": "jnp.tanh",
    "sigmoid": "jax.nn.sigmoid",
    "linear": "lambda z: z",
    "elu": "jax.nn.elu",
}
TORCH_ACTIVATIONS = {
    "relu": "ReLU",
    "tanh": "Tanh",
    "sigmoid": "Sigmoid",
    "linear": "Identity",
    "elu": "ELU",
}
TORCH_OPTIMIZERS = {
    "sgd": "SGD(net.parameters(), lr)",
    "momentum": "SGD(net.parameters(), lr, momentum=0.9)",
    "nesterov": "SGD(net.parameters(), lr, momentum=0.9, nesterov=True)",
    "adagrad": "Adagrad(net.parameters(), lr)",
    "rmsprop": "RMSprop(net.parameters(), lr)",
    "adam": "Adam(net.parameters(), lr)",
}
# What an optimizer remembers of every parameter: ms of its gradient, vs of the square.
MEMORY = {
    "sgd": (),
    "momentum": ("ms",),
    "nesterov": ("ms",),
    "adagrad": ("vs",),
    "rmsprop": ("vs",),
    "adam": ("ms", "vs"),
}
UPDATE = {
    "sgd": ["params = [p - lr * g for p, g in zip(params, grads)]"],
    "momentum": [
        "ms = [0.9 * m + g for m, g in zip(ms, grads)]  # a rolling ball",
        "params = [p - lr * m for p, m in zip(params, ms)]",
    ],
    "nesterov": [
        "ms = [0.9 * m + g for m, g in zip(ms, grads)]",
        "ahead = [0.9 * m + g for m, g in zip(ms, grads)]  # as after one more step",
        "params = [p - lr * a for p, a in zip(params, ahead)]",
    ],
    "adagrad": [
        "vs = [v + g**2 for v, g in zip(vs, grads)]  # steep so far: smaller steps",
        "scaled = [g / (NP.sqrt(v) + 1e-10) for g, v in zip(grads, vs)]",
        "params = [p - lr * s for p, s in zip(params, scaled)]",
    ],
    "rmsprop": [
        "vs = [0.99 * v + 0.01 * g**2 for v, g in zip(vs, grads)]  # forgets slowly",
        "scaled = [g / (NP.sqrt(v) + 1e-8) for g, v in zip(grads, vs)]",
        "params = [p - lr * s for p, s in zip(params, scaled)]",
    ],
    "adam": [
        "ms = [0.9 * m + 0.1 * g for m, g in zip(ms, grads)]",
        "vs = [0.999 * v + 0.001 * g**2 for v, g in zip(vs, grads)]",
        "mhat = [m / (1 - 0.9**step) for m in ms]  # ms and vs began at 0: make up",
        "vhat = [v / (1 - 0.999**step) for v in vs]",
        "scaled = [m / (NP.sqrt(v) + 1e-8) for m, v in zip(mhat, vhat)]",
        "params = [p - lr * s for p, s in zip(params, scaled)]",
    ],
}


def numpy_code(config: Config, steps: int = 1000) -> str:
    """A cell that trains the network of a config in NumPy alone.

    Args:
        config: any config.
        steps: mini-batch steps to train, 0 or more.

    Returns:
        Python text of at most 60 lines, not counting empty ones and the points. Run,
        it leaves train_loss and test_loss, without penalties, and prints them.

    Raises:
        ValueError: if the dataset is 'own' and there are fewer than two points.
    """
    return _cell(
        _title(config, steps, "NumPy", "import numpy as np"),
        _data(config),
        _weights(config),
        _numpy_network(config),
        _numpy_training(config),
        _result("loss(X_train, y_train), loss(X_test, y_test)"),
    )


def jax_code(config: Config, steps: int = 1000) -> str:
    """A cell that trains the network of a config in JAX; otherwise as numpy_code."""
    imports = "import jax\nimport jax.numpy as jnp\nimport numpy as np"
    return _cell(
        _title(config, steps, "JAX", imports),
        _data(config),
        _weights(config),
        _jax_network(config),
        _jax_training(config),
        _result("error(params, X_train, y_train), error(params, X_test, y_test)"),
    )


def torch_code(config: Config, steps: int = 1000) -> str:
    """A cell that trains the network of a config in PyTorch; else as numpy_code."""
    return _cell(
        _title(config, steps, "PyTorch", "import numpy as np\nimport torch"),
        _data(config),
        _torch_network(config),
        _torch_training(config),
        _torch_result(config),
    )


CODE = {"numpy": numpy_code, "jax": jax_code, "torch": torch_code}


# What the three have in common


def _cell(*blocks: str) -> str:
    return "\n\n".join(blocks) + "\n"


def _text(*lines) -> str:
    """Lines as one text; what is no string is a line that this config does not need."""
    return "\n".join(line for line in lines if isinstance(line, str))


def _drops(config: Config) -> bool:
    return bool(config.dropout and config.hidden)


def _title(config: Config, steps: int, name: str, imports: str) -> str:
    """The first lines: what the cell is, its imports, and the numbers to play with."""
    sizes = "-".join(map(str, config.sizes))
    numbers = {"lr": config.lr, "batch": config.batch, "steps": steps}
    numbers |= {name: getattr(config, name) for name in ("l1", "l2")}
    numbers["dropout"] = config.dropout if config.hidden else 0
    settings = {k: v for k, v in numbers.items() if v or k == "steps"}
    return _text(
        f'# A {sizes} network learns "{config.dataset}", in {name}.',
        imports,
        "",
        f"{', '.join(settings)} = {', '.join(map(str, settings.values()))}",
    )


def _data(config: Config) -> str:
    """Inputs and targets, split: X_train, y_train, X_test and y_test, float64."""
    n = len(config.points) if config.dataset == "own" else POINTS
    if n < 2:
        raise ValueError("Draw at least two points of your own.")
    columns = ", ".join(COLUMNS[name] for name in config.features)
    k = train_size(config, n)
    return _text(
        *(_own_points(config) if config.dataset == "own" else _drawn_points(config)),
        f"order = rng.permutation({n})  # the first {k} are to train on",
        "(x1, x2), y = X[order].T, y[order]",
        f"X = np.column_stack([{columns}])",
        f"X_train, y_train, X_test, y_test = X[:{k}], y[:{k}], X[{k}:], y[{k}:]",
    )


def _drawn_points(config: Config) -> list[str]:
    return [
        f"\n{inspect.getsource(DRAW[config.dataset])}\n",
        f"rng = np.random.default_rng({config.seed})",
        f"X, y = {config.dataset}({POINTS}, {config.noise}, rng)",
    ]


def _own_points(config: Config) -> list[str]:
    points = [f"({x1:g}, {x2:g}, {y:g})," for x1, x2, y in config.points]
    return [
        f"rng = np.random.default_rng({config.seed})",
        "points = np.array([  # x1, x2, y",
        *["    " + " ".join(points[k : k + 3]) for k in range(0, len(points), 3)],
        "])",
        "X, y = points[:, :2], points[:, 2]",
    ]


def _weights(config: Config) -> str:
    """params = [W, b, W, b, ...], with W of shape (units, inputs)."""
    formula, why = WEIGHTS[config.init]
    return _text(
        f"rng = np.random.default_rng([{config.seed}, 1])  # a stream of its own",
        f"sizes = {list(config.sizes)}",
        "params = []",
        "for m, n in zip(sizes, sizes[1:]):",
        f"    # {why}",
        f"    params += [{formula}, np.zeros(n)]",
    )


def _batches(config: Config) -> list[str]:
    return [
        f"rng = np.random.default_rng([{config.seed}, 2])",
        "n = len(y_train)  # whole epochs, shuffled, one after the other",
        "order = [rng.permutation(n) for _ in range(steps * batch // n + 1)]",
        "batches = np.concatenate(order)[: steps * batch].reshape(steps, batch)",
    ]


def _memory(config: Config, zeros: str) -> list[str]:
    return [
        f"{name} = [{zeros}_like(p) for p in params]"
        for name in MEMORY[config.optimizer]
    ]


def _update(config: Config, numpy: str) -> list[str]:
    """The optimizer's step from grads to params, inside a function or a loop."""
    return ["    " + line.replace("NP", numpy) for line in UPDATE[config.optimizer]]


def _loop(config: Config) -> str:
    if config.optimizer == "adam":
        return "for step, rows in enumerate(batches, 1):"
    return "for rows in batches:"


def _result(losses: str) -> str:
    return _text(
        f"train_loss, test_loss = {losses}",
        'print(f"train loss {train_loss:.4f}, test loss {test_loss:.4f}")',
    )


# NumPy


def _numpy_network(config: Config) -> str:
    names, drops = config.layer_activations, _drops(config)
    masks, times_mask = (", masks", " * masks[k]") if drops else ("", "")
    definitions = [
        f"{name} = {NUMPY_ACTIVATIONS[name]}" for name in dict.fromkeys(names)
    ]
    l1, l2 = " + l1 * np.sign(W)" * bool(config.l1), " + l2 * W" * bool(config.l2)
    return _text(
        "# Activations, each with its slope, which follows from its value h.",
        *definitions,
        f"layers = [{', '.join(names)}]",
        "",
        "",
        f"def forward(X{masks}):",
        '    """What goes into every layer, and what comes out of it."""',
        "    inputs, outputs = [X], []",
        "    for k, (f, _) in enumerate(layers):",
        "        W, b = params[2 * k], params[2 * k + 1]",
        "        outputs.append(f(inputs[k] @ W.T + b))",
        f"        inputs.append(outputs[k]{times_mask})",
        "    return inputs, outputs",
        "",
        "",
        f"def backward(inputs, outputs{masks}, y):",
        '    """The gradient of the loss by every parameter, in their order."""',
        "    grads, dH = [], (outputs[-1] - y[:, None]) / len(y)",
        "    for k in reversed(range(len(layers))):",
        "        W, (_, slope) = params[2 * k], layers[k]",
        f"        dZ = dH{times_mask} * slope(outputs[k])  # the chain rule",
        f"        grads = [dZ.T @ inputs[k]{l1}{l2}, dZ.sum(axis=0), *grads]",
        "        dH = dZ @ W",
        "    return grads",
        "",
        "",
        "def loss(X, y):",
        f"    _, outputs = forward(X{', [1] * len(layers)' * drops})",
        "    return np.mean((outputs[-1][:, 0] - y) ** 2) / 2",
        "",
    )


def _numpy_training(config: Config) -> str:
    drops = _drops(config)
    masks = ", masks" * drops
    return _text(
        *_batches(config),
        *_memory(config, "np.zeros"),
        _loop(config),
        drops and "    kept = [rng.random((batch, n)) >= dropout for n in sizes[1:-1]]",
        drops
        and "    masks = [k / (1 - dropout) for k in kept] + [1]  # never the output",
        f"    inputs, outputs = forward(X_train[rows]{masks})",
        f"    grads = backward(inputs, outputs{masks}, y_train[rows])",
        *_update(config, "np"),
    )


# JAX


def _jax_network(config: Config) -> str:
    drops = _drops(config)
    key, key_or_none = (", key", ", key=None") if drops else ("", "")
    functions = ", ".join(JAX_ACTIVATIONS[name] for name in config.layer_activations)
    penalties = _penalties(
        config,
        "sum(jnp.abs(W).sum() for W in params[::2])",
        "sum((W**2).sum() for W in params[::2])",
    )
    loss = [
        f"def loss(params, X, y{key}):",
        *[f"    {line}" for line in penalties],
        f"    return error(params, X, y{key}) + penalty",
        "",
        "",
    ]
    return _text(
        fill(f"layers = [{functions}]", 88, subsequent_indent=" " * 10),
        "",
        "",
        f"def forward(params, X{key_or_none}):",
        "    for k, f in enumerate(layers):",
        "        X = f(X @ params[2 * k].T + params[2 * k + 1])",
        drops and "        if key is not None and k < len(layers) - 1:  # in training",
        drops and "            key, coin = jax.random.split(key)",
        drops and "            kept = jax.random.bernoulli(coin, 1 - dropout, X.shape)",
        drops
        and "            X = X * kept / (1 - dropout)  # the others make up for it",
        "    return X[:, 0]",
        "",
        "",
        f"def error(params, X, y{key_or_none}):",
        f"    return jnp.mean((forward(params, X{key}) - y) ** 2) / 2",
        "",
        "",
        *(loss if penalties else []),
        "@jax.jit  # compiled at the first call",
        f"def train(params, X, y{key}{_state(config)}):",
        f"    grads = jax.grad({'loss' if penalties else 'error'})(params, X, y{key})",
        *_update(config, "jnp"),
        f"    return {', '.join(['params', *MEMORY[config.optimizer]])}",
        "",
    )


def _penalties(config: Config, l1: str, l2: str) -> list[str]:
    """Lines that set `penalty`; none if there is none. Biases are left alone."""
    terms = [f"l1 * {l1}"] * bool(config.l1) + [f"l2 / 2 * {l2}"] * bool(config.l2)
    first = [f"penalty = {term}  # not on biases" for term in terms[:1]]
    return first + [f"penalty += {term}" for term in terms[1:]]


def _state(config: Config) -> str:
    """What train_step needs besides parameters and data."""
    names = [*MEMORY[config.optimizer], *["step"] * (config.optimizer == "adam")]
    return "".join(f", {name}" for name in names)


def _jax_training(config: Config) -> str:
    drops, new = _drops(config), ", ".join(["params", *MEMORY[config.optimizer]])
    arguments = f"{', coin' * drops}{_state(config)}"
    return _text(
        *_batches(config),
        drops and f"key = jax.random.key({config.seed})",
        *_memory(config, "jnp.zeros"),
        _loop(config),
        drops and "    key, coin = jax.random.split(key)",
        f"    {new} = train(params, X_train[rows], y_train[rows]{arguments})",
        "",
    ).rstrip()


# PyTorch


def _torch_network(config: Config) -> str:
    formula, why = WEIGHTS[config.init]
    drop = ", torch.nn.Dropout(dropout)" * _drops(config)
    return _text(
        "data = [X_train, y_train, X_test, y_test]",
        "data = [torch.tensor(a, dtype=torch.float32) for a in data]",
        "X_train, y_train, X_test, y_test = data",
        "",
        "net = torch.nn.Sequential(",
        *[
            f"    torch.nn.Linear({m}, {n}), torch.nn.{TORCH_ACTIVATIONS[name]}()"
            f"{drop * (k < len(config.hidden))},"
            for k, (m, n, name) in enumerate(
                zip(
                    config.sizes,
                    config.sizes[1:],
                    config.layer_activations,
                    strict=False,
                )
            )
        ],
        ")",
        f"rng = np.random.default_rng([{config.seed}, 1])  # a stream of its own",
        "linear = [layer for layer in net if isinstance(layer, torch.nn.Linear)]",
        "for layer in linear:",
        "    n, m = layer.weight.shape",
        f"    # {why}",
        f"    W = {formula}",
        "    layer.weight.data = torch.tensor(W, dtype=torch.float32)",
        "    layer.bias.data.zero_()",
        "",
        "",
        "def error(X, y):",
        "    return torch.mean((net(X)[:, 0] - y) ** 2) / 2",
        "",
    )


def _torch_training(config: Config) -> str:
    penalties = _penalties(
        config,
        "sum(layer.weight.abs().sum() for layer in linear)",
        "sum((layer.weight**2).sum() for layer in linear)",
    )
    penalty = " + penalty" if penalties else ""
    return _text(
        *_batches(config),
        _drops(config) and f"torch.manual_seed({config.seed})",
        f"optimizer = torch.optim.{TORCH_OPTIMIZERS[config.optimizer]}",
        "for rows in batches:",
        *[f"    {line}" for line in penalties],
        f"    loss = error(X_train[rows], y_train[rows]){penalty}",
        "    optimizer.zero_grad()",
        "    loss.backward()",
        "    optimizer.step()",
    )


def _torch_result(config: Config) -> str:
    losses = "error(X_train, y_train).item(), error(X_test, y_test).item()"
    return _text(
        _drops(config) and "net.eval()  # nothing is dropped from here on",
        "with torch.no_grad():",
        f"    train_loss, test_loss = {losses}",
        'print(f"train loss {train_loss:.4f}, test loss {test_loss:.4f}")',
    )
