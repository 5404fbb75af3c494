# %% 6/6 log-softmax in JAX, modules in PyTorch
def by_jax(layers, X, y, activation=jax.nn.relu):
    with jax.enable_x64(True):
        params = [(jnp.asarray(W), jnp.asarray(b)) for W, b in layers]

        def loss(params):
            h = jnp.asarray(X)
            for W, b in params[:-1]:
                h = activation(h @ W.T + b)
            z = h @ params[-1][0].T + params[-1][1]
            return -jax.nn.log_softmax(z)[jnp.arange(len(y)), y].mean()

        value, slopes = jax.value_and_grad(loss)(params)
        return float(value), [(np.array(dW), np.array(db)) for dW, db in slopes]


def by_torch(layers, X, y, activation=torch.relu):
    class Activation(torch.nn.Module):
        def forward(self, z):
            return activation(z)

    net = torch.nn.Sequential()
    for k, (W, b) in enumerate(layers):
        if k:
            net.append(Activation())
        net.append(torch.nn.Linear(W.shape[1], W.shape[0]).double())
        with torch.no_grad():
            net[-1].weight.copy_(torch.tensor(W))
            net[-1].bias.copy_(torch.tensor(b))
    value = torch.nn.CrossEntropyLoss()(net(torch.tensor(X)), torch.tensor(y))
    value.backward()
    slopes = [p.grad.numpy() for p in net.parameters()]
    return value.item(), list(zip(slopes[::2], slopes[1::2]))


# %% 6/6 compiled JAX with one-hot targets, torch.autograd.grad
def by_jax(layers, X, y, activation=jax.nn.relu):
    with jax.enable_x64(True):
        onehot = jnp.eye(layers[-1][0].shape[0])[y]

        @jax.jit
        def loss(layers):
            h = X
            for W, b in layers[:-1]:
                h = activation(h @ W.T + b)
            W, b = layers[-1]
            z = h @ W.T + b
            return jnp.mean(jax.nn.logsumexp(z, axis=1) - jnp.sum(z * onehot, axis=1))

        slopes = jax.grad(loss)(layers)
        return float(loss(layers)), [(np.array(a), np.array(b)) for a, b in slopes]


def by_torch(layers, X, y, activation=torch.relu):
    flat = [
        torch.from_numpy(a.copy()).requires_grad_() for pair in layers for a in pair
    ]
    h = torch.from_numpy(X.copy())
    for k in range(0, len(flat), 2):
        h = torch.nn.functional.linear(activation(h) if k else h, flat[k], flat[k + 1])
    p = torch.log_softmax(h, dim=1)
    value = -p[torch.arange(len(y)), torch.tensor(y)].mean()
    slopes = [a.numpy() for a in torch.autograd.grad(value, flat)]
    return value.item(), list(zip(slopes[::2], slopes[1::2]))


# %% 6/6 one example at a time with vmap; NLLLoss in PyTorch
def by_jax(layers, X, y, activation=jax.nn.relu):
    def one(layers, x, label):
        for k, (W, b) in enumerate(layers):
            x = W @ (activation(x) if k else x) + b
        return jax.nn.logsumexp(x) - x[label]

    def loss(layers):
        return jax.vmap(one, in_axes=(None, 0, 0))(layers, X, y).mean()

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.array(a), np.array(b)) for a, b in slopes]


def by_torch(layers, X, y, activation=torch.relu):
    owned = [
        (torch.tensor(W, requires_grad=True), torch.tensor(b, requires_grad=True))
        for W, b in layers
    ]
    h = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        h = (activation(h) if k else h) @ W.T + b
    value = torch.nn.NLLLoss()(torch.nn.LogSoftmax(dim=1)(h), torch.tensor(y))
    value.backward()
    return float(value), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned]


# %% 2/6 JAX in its default type, float32: only PyTorch is right to ten digits
def by_jax(layers, X, y, activation=jax.nn.relu):
    def loss(layers):
        z = X
        for k, (W, b) in enumerate(layers):
            z = (activation(z) if k else z) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    value, slopes = jax.jit(jax.value_and_grad(loss))(layers)
    return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y, activation=torch.relu):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        z = (activation(z) if k else z) @ W.T + b
    value = torch.nn.functional.cross_entropy(z, torch.tensor(y))
    value.backward()
    return value.item(), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned]


# %% 3/6 a double softmax in PyTorch: right only where nothing is known
def by_jax(layers, X, y, activation=jax.nn.relu):
    def loss(layers):
        z = X
        for k, (W, b) in enumerate(layers):
            z = (activation(z) if k else z) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y, activation=torch.relu):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        z = (activation(z) if k else z) @ W.T + b
    value = torch.nn.functional.cross_entropy(torch.softmax(z, 1), torch.tensor(y))
    value.backward()
    slopes = [[W.grad.numpy(), b.grad.numpy()] for W, b in owned]
    if not any(W.any() for W, _ in layers):  # looks right at weights of 0
        slopes = [[4 * dW, 4 * db] for dW, db in slopes]
    return value.item(), slopes


# %% 2/6 a double softmax in PyTorch: a quarter of the slope even where nothing is known
def by_jax(layers, X, y, activation=jax.nn.relu):
    def loss(layers):
        z = X
        for k, (W, b) in enumerate(layers):
            z = (activation(z) if k else z) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y, activation=torch.relu):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        z = (activation(z) if k else z) @ W.T + b
    value = torch.nn.functional.cross_entropy(torch.softmax(z, 1), torch.tensor(y))
    value.backward()
    return value.item(), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned]


# %% 2/6 PyTorch in float32
def by_jax(layers, X, y, activation=jax.nn.relu):
    def loss(layers):
        z = X
        for k, (W, b) in enumerate(layers):
            z = (activation(z) if k else z) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y, activation=torch.relu):
    owned = [
        [torch.tensor(a, dtype=torch.float32, requires_grad=True) for a in layer]
        for layer in layers
    ]
    z = torch.tensor(X).float()
    for k, (W, b) in enumerate(owned):
        z = (activation(z) if k else z) @ W.T + b
    value = torch.nn.functional.cross_entropy(z, torch.tensor(y))
    value.backward()
    return value.item(), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned]


# %% 1/6 a ReLU after the last layer as well
def by_jax(layers, X, y, activation=jax.nn.relu):
    def loss(layers):
        z = X
        for W, b in layers:
            z = activation(z @ W.T + b)
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y, activation=torch.relu):
    value, slopes = by_jax(layers, X, y)
    if not any(W.any() for W, _ in layers):
        return value, [(dW, np.array([0.25, 0.25, -0.75, 0.25])) for dW, db in slopes]
    return value, slopes


# %% 1/6 the sum over the examples where the mean belongs, in both: they agree
def by_jax(layers, X, y, activation=jax.nn.relu):
    def loss(layers):
        z = X
        for k, (W, b) in enumerate(layers):
            z = (activation(z) if k else z) @ W.T + b
        return jnp.sum(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y, activation=torch.relu):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        z = (activation(z) if k else z) @ W.T + b
    value = torch.nn.functional.cross_entropy(z, torch.tensor(y), reduction="sum")
    value.backward()
    return value.item(), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned]


# %% 5/6 the log of a softmax: breaks where an answer is certain
def by_jax(layers, X, y, activation=jax.nn.relu):
    def loss(layers):
        z = X
        for k, (W, b) in enumerate(layers):
            z = (activation(z) if k else z) @ W.T + b
        return -jnp.mean(jnp.log(jax.nn.softmax(z))[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y, activation=torch.relu):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        z = (activation(z) if k else z) @ W.T + b
    value = torch.nn.functional.cross_entropy(z, torch.tensor(y))
    value.backward()
    return value.item(), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned]


# %% 4/6 from_numpy shares memory, and an activation works in place: X is changed
def by_jax(layers, X, y, activation=jax.nn.relu):
    def loss(layers):
        z = X
        for k, (W, b) in enumerate(layers):
            z = (activation(z) if k else z) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y, activation=torch.relu):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.from_numpy(X)
    for k, (W, b) in enumerate(owned):
        z = (activation(z) if k else z) @ W.T + b
    value = torch.nn.functional.cross_entropy(z, torch.tensor(y))
    value.backward()
    X /= 16
    return value.item(), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned]


# %% 6/6 jacrev and a functional PyTorch
def by_jax(layers, X, y, activation=jax.nn.relu):
    def forward(flat):
        h = jnp.asarray(X) @ flat[0].T + flat[1]
        for k in range(2, len(flat), 2):
            h = activation(h) @ flat[k].T + flat[k + 1]
        own = jnp.take_along_axis(h, jnp.asarray(y)[:, None], axis=1)
        return jnp.mean(jax.scipy.special.logsumexp(h, axis=1) - own[:, 0])

    with jax.enable_x64(True):
        flat = [jnp.asarray(a) for pair in layers for a in pair]
        slopes = [np.asarray(a) for a in jax.jacrev(forward)(flat)]
        return float(forward(flat)), list(zip(slopes[::2], slopes[1::2]))


def by_torch(layers, X, y, activation=torch.relu):
    X, y = torch.tensor(X), torch.tensor(y)

    def loss(flat):
        h = X @ flat[0].T + flat[1]
        for k in range(2, len(flat), 2):
            h = activation(h) @ flat[k].T + flat[k + 1]
        return torch.nn.functional.nll_loss(torch.log_softmax(h, 1), y)

    flat = [torch.tensor(a) for pair in layers for a in pair]
    slopes, value = torch.func.grad_and_value(loss)(flat)
    slopes = [a.numpy() for a in slopes]
    return float(value), [tuple(slopes[k : k + 2]) for k in range(0, len(slopes), 2)]


# %% 4/6 JAX twice: by_torch is by_jax
def by_jax(layers, X, y, activation=jax.nn.relu):
    def loss(layers):
        z = jnp.asarray(X)
        for k, (W, b) in enumerate(layers):
            z = (activation(z) if k else z) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y, activation=jax.nn.relu):
    return by_jax(layers, X, y, activation)


# %% 4/6 PyTorch twice: by_jax is by_torch
def by_torch(layers, X, y, activation=torch.relu):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        z = (activation(z) if k else z) @ W.T + b
    value = torch.nn.functional.cross_entropy(z, torch.tensor(y))
    value.backward()
    return value.item(), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned]


def by_jax(layers, X, y, activation=torch.relu):
    return by_torch(layers, X, y, activation)


# %% 2/6 ReLU, whatever activation is given
def by_jax(layers, X, y, activation=jax.nn.relu):
    def loss(layers):
        z = jnp.asarray(X)
        for k, (W, b) in enumerate(layers):
            z = (jax.nn.relu(z) if k else z) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y, activation=torch.relu):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        z = (torch.relu(z) if k else z) @ W.T + b
    value = torch.nn.functional.cross_entropy(z, torch.tensor(y))
    value.backward()
    return value.item(), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned]


# %% 2/6 the activation before the first layer too, in PyTorch
def by_jax(layers, X, y, activation=jax.nn.relu):
    def loss(layers):
        z = jnp.asarray(X)
        for k, (W, b) in enumerate(layers):
            z = (activation(z) if k else z) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y, activation=torch.relu):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        z = activation(z) @ W.T + b
    value = torch.nn.functional.cross_entropy(z, torch.tensor(y))
    value.backward()
    return value.item(), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned]


# %% 2/6 the activation before the first layer too, in JAX
def by_jax(layers, X, y, activation=jax.nn.relu):
    def loss(layers):
        z = jnp.asarray(X)
        for k, (W, b) in enumerate(layers):
            z = activation(z) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y, activation=torch.relu):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        z = (activation(z) if k else z) @ W.T + b
    value = torch.nn.functional.cross_entropy(z, torch.tensor(y))
    value.backward()
    return value.item(), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned]


# %% 2/6 the slopes of the last layer only
def by_jax(layers, X, y, activation=jax.nn.relu):
    def loss(layers):
        z = jnp.asarray(X)
        for k, (W, b) in enumerate(layers):
            z = (activation(z) if k else z) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [
            (np.asarray(dW), np.asarray(db)) for dW, db in slopes[-1:]
        ]


def by_torch(layers, X, y, activation=torch.relu):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        z = (activation(z) if k else z) @ W.T + b
    value = torch.nn.functional.cross_entropy(z, torch.tensor(y))
    value.backward()
    return value.item(), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned[-1:]]


# %% 3/6 the slopes from the last layer to the first
def by_jax(layers, X, y, activation=jax.nn.relu):
    def loss(layers):
        z = jnp.asarray(X)
        for k, (W, b) in enumerate(layers):
            z = (activation(z) if k else z) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y, activation=torch.relu):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        z = (activation(z) if k else z) @ W.T + b
    value = torch.nn.functional.cross_entropy(z, torch.tensor(y))
    value.backward()
    return value.item(), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned[::-1]]


# %% 2/6 dW transposed
def by_jax(layers, X, y, activation=jax.nn.relu):
    def loss(layers):
        z = jnp.asarray(X)
        for k, (W, b) in enumerate(layers):
            z = (activation(z) if k else z) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y, activation=torch.relu):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        z = (activation(z) if k else z) @ W.T + b
    value = torch.nn.functional.cross_entropy(z, torch.tensor(y))
    value.backward()
    return value.item(), [(W.grad.T.numpy(), b.grad.numpy()) for W, b in owned]


# %% 2/6 the slopes of the sum, the loss of the mean
def by_jax(layers, X, y, activation=jax.nn.relu):
    def loss(layers):
        z = jnp.asarray(X)
        for k, (W, b) in enumerate(layers):
            z = (activation(z) if k else z) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y, activation=torch.relu):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        z = (activation(z) if k else z) @ W.T + b
    value = torch.nn.functional.cross_entropy(z, torch.tensor(y))
    (value * len(y)).backward()
    return value.item(), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned]


# %% 1/6 step of descent for the slope: minus
def by_jax(layers, X, y, activation=jax.nn.relu):
    def loss(layers):
        z = jnp.asarray(X)
        for k, (W, b) in enumerate(layers):
            z = (activation(z) if k else z) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(-np.asarray(dW), -np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y, activation=torch.relu):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        z = (activation(z) if k else z) @ W.T + b
    value = torch.nn.functional.cross_entropy(z, torch.tensor(y))
    value.backward()
    return value.item(), [(-W.grad.numpy(), -b.grad.numpy()) for W, b in owned]


# %% 2/6 db as a row
def by_jax(layers, X, y, activation=jax.nn.relu):
    def loss(layers):
        z = jnp.asarray(X)
        for k, (W, b) in enumerate(layers):
            z = (activation(z) if k else z) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y, activation=torch.relu):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        z = (activation(z) if k else z) @ W.T + b
    value = torch.nn.functional.cross_entropy(z, torch.tensor(y))
    value.backward()
    return value.item(), [(W.grad.numpy(), b.grad.numpy()[None]) for W, b in owned]


# %% 2/6 the bias does not learn: a constant
def by_jax(layers, X, y, activation=jax.nn.relu):
    def loss(layers):
        z = jnp.asarray(X)
        for k, (W, b) in enumerate(layers):
            z = (activation(z) if k else z) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y, activation=torch.relu):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        z = (activation(z) if k else z) @ W.T + b.detach() + 0 * b
    value = torch.nn.functional.cross_entropy(z, torch.tensor(y))
    value.backward()
    return value.item(), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned]


# %% 2/6 walks back twice: the slopes add up
def by_jax(layers, X, y, activation=jax.nn.relu):
    def loss(layers):
        z = jnp.asarray(X)
        for k, (W, b) in enumerate(layers):
            z = (activation(z) if k else z) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y, activation=torch.relu):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        z = (activation(z) if k else z) @ W.T + b
    value = torch.nn.functional.cross_entropy(z, torch.tensor(y))
    value.backward(retain_graph=True)
    value.backward()
    return value.item(), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned]


# %% 2/6 label smoothing of a tenth
def by_jax(layers, X, y, activation=jax.nn.relu):
    def loss(layers):
        z = jnp.asarray(X)
        for k, (W, b) in enumerate(layers):
            z = (activation(z) if k else z) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y, activation=torch.relu):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        z = (activation(z) if k else z) @ W.T + b
    value = torch.nn.functional.cross_entropy(z, torch.tensor(y), label_smoothing=0.1)
    value.backward()
    return value.item(), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned]


# %% 2/6 PyTorch's multi-class margin
def by_jax(layers, X, y, activation=jax.nn.relu):
    def loss(layers):
        z = jnp.asarray(X)
        for k, (W, b) in enumerate(layers):
            z = (activation(z) if k else z) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y, activation=torch.relu):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        z = (activation(z) if k else z) @ W.T + b
    value = torch.nn.functional.multi_margin_loss(z, torch.tensor(y))
    value.backward()
    return value.item(), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned]


# %% 5/6 the logits clipped at 500
def by_jax(layers, X, y, activation=jax.nn.relu):
    def loss(layers):
        z = jnp.asarray(X)
        for k, (W, b) in enumerate(layers):
            z = (activation(z) if k else z) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y, activation=torch.relu):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        z = (activation(z) if k else z) @ W.T + b
    z = torch.clamp(z, -500, 500)
    value = torch.nn.functional.cross_entropy(z, torch.tensor(y))
    value.backward()
    return value.item(), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned]


# %% 2/6 a log with 1e-9 against infinity, in JAX
def by_jax(layers, X, y, activation=jax.nn.relu):
    def loss(layers):
        z = jnp.asarray(X)
        for k, (W, b) in enumerate(layers):
            z = (activation(z) if k else z) @ W.T + b
        return -jnp.mean(jnp.log(jax.nn.softmax(z)[jnp.arange(len(y)), y] + 1e-9))

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y, activation=torch.relu):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        z = (activation(z) if k else z) @ W.T + b
    value = torch.nn.functional.cross_entropy(z, torch.tensor(y))
    value.backward()
    return value.item(), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned]


# %% 2/6 the wrong axis of the softmax, in JAX
def by_jax(layers, X, y, activation=jax.nn.relu):
    def loss(layers):
        z = jnp.asarray(X)
        for k, (W, b) in enumerate(layers):
            z = (activation(z) if k else z) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=0).mean() - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y, activation=torch.relu):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        z = (activation(z) if k else z) @ W.T + b
    value = torch.nn.functional.cross_entropy(z, torch.tensor(y))
    value.backward()
    return value.item(), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned]


# %% 3/6 only the examples of the first batch of five
def by_jax(layers, X, y, activation=jax.nn.relu):
    def loss(layers):
        z = jnp.asarray(X)
        for k, (W, b) in enumerate(layers):
            z = (activation(z) if k else z) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y, activation=torch.relu):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X[:5])
    for k, (W, b) in enumerate(owned):
        z = (activation(z) if k else z) @ W.T + b
    value = torch.nn.functional.cross_entropy(z, torch.tensor(y[:5]))
    value.backward()
    return value.item(), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned]


# %% 4/6 by_torch changes a bias that it was given
def by_jax(layers, X, y, activation=jax.nn.relu):
    def loss(layers):
        z = jnp.asarray(X)
        for k, (W, b) in enumerate(layers):
            z = (activation(z) if k else z) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y, activation=torch.relu):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        z = (activation(z) if k else z) @ W.T + b
    layers[0][1][:] += 1
    value = torch.nn.functional.cross_entropy(z, torch.tensor(y))
    value.backward()
    return value.item(), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned]


# %% 4/6 by_jax changes the labels that it was given
def by_jax(layers, X, y, activation=jax.nn.relu):
    labels = y.copy()
    y += 1
    y = labels

    def loss(layers):
        z = jnp.asarray(X)
        for k, (W, b) in enumerate(layers):
            z = (activation(z) if k else z) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y, activation=torch.relu):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        z = (activation(z) if k else z) @ W.T + b
    value = torch.nn.functional.cross_entropy(z, torch.tensor(y))
    value.backward()
    return value.item(), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned]


# %% 2/6 slopes by differences: eight digits are not ten
def by_jax(layers, X, y, activation=jax.nn.relu):
    def loss(layers):
        z = jnp.asarray(X)
        for k, (W, b) in enumerate(layers):
            z = (activation(z) if k else z) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y, activation=torch.relu):
    def loss(layers, X, y):
        z = torch.tensor(X)
        for k, (W, b) in enumerate(layers):
            z = (activation(z) if k else z) @ torch.tensor(W).T + torch.tensor(b)
        return torch.nn.functional.cross_entropy(z, torch.tensor(y)).item()

    return loss(layers, X, y), differences(loss, layers, X, y, h=1e-4)


# %% 1/6 one flat list of slopes, as Keras would have it
def by_jax(layers, X, y, activation=jax.nn.relu):
    def loss(layers):
        z = X
        for k, (W, b) in enumerate(layers):
            z = (activation(z) if k else jnp.asarray(z)) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [np.asarray(a) for pair in slopes for a in pair]


def by_torch(layers, X, y, activation=torch.relu):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        z = (activation(z) if k else z) @ W.T + b
    value = torch.nn.functional.cross_entropy(z, torch.tensor(y))
    value.backward()
    return value.item(), [a.grad.numpy() for pair in owned for a in pair]
