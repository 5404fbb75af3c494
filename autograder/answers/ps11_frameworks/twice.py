# %% 6/6 log-softmax in JAX, modules in PyTorch
def by_jax(layers, X, y):
    with jax.enable_x64(True):
        params = [(jnp.asarray(W), jnp.asarray(b)) for W, b in layers]

        def loss(params):
            h = jnp.asarray(X)
            for W, b in params[:-1]:
                h = jnp.maximum(h @ W.T + b, 0)
            z = h @ params[-1][0].T + params[-1][1]
            return -jax.nn.log_softmax(z)[jnp.arange(len(y)), y].mean()

        value, slopes = jax.value_and_grad(loss)(params)
        return float(value), [(np.array(dW), np.array(db)) for dW, db in slopes]


def by_torch(layers, X, y):
    net = torch.nn.Sequential()
    for k, (W, b) in enumerate(layers):
        if k:
            net.append(torch.nn.ReLU())
        net.append(torch.nn.Linear(W.shape[1], W.shape[0]).double())
        with torch.no_grad():
            net[-1].weight.copy_(torch.tensor(W))
            net[-1].bias.copy_(torch.tensor(b))
    value = torch.nn.CrossEntropyLoss()(net(torch.tensor(X)), torch.tensor(y))
    value.backward()
    slopes = [p.grad.numpy() for p in net.parameters()]
    return value.item(), list(zip(slopes[::2], slopes[1::2]))


# %% 6/6 compiled JAX with one-hot targets, torch.autograd.grad
def by_jax(layers, X, y):
    with jax.enable_x64(True):
        onehot = jnp.eye(layers[-1][0].shape[0])[y]

        @jax.jit
        def loss(layers):
            h = X
            for W, b in layers[:-1]:
                h = jax.nn.relu(h @ W.T + b)
            W, b = layers[-1]
            z = h @ W.T + b
            return jnp.mean(jax.nn.logsumexp(z, axis=1) - jnp.sum(z * onehot, axis=1))

        slopes = jax.grad(loss)(layers)
        return float(loss(layers)), [(np.array(a), np.array(b)) for a, b in slopes]


def by_torch(layers, X, y):
    flat = [
        torch.from_numpy(a.copy()).requires_grad_() for pair in layers for a in pair
    ]
    h = torch.from_numpy(X.copy())
    for k in range(0, len(flat), 2):
        h = torch.nn.functional.linear(h.relu() if k else h, flat[k], flat[k + 1])
    p = torch.log_softmax(h, dim=1)
    value = -p[torch.arange(len(y)), torch.tensor(y)].mean()
    slopes = [a.numpy() for a in torch.autograd.grad(value, flat)]
    return value.item(), list(zip(slopes[::2], slopes[1::2]))


# %% 6/6 one example at a time with vmap; NLLLoss in PyTorch
def by_jax(layers, X, y):
    def one(layers, x, label):
        for k, (W, b) in enumerate(layers):
            x = W @ (jnp.maximum(x, 0) if k else x) + b
        return jax.nn.logsumexp(x) - x[label]

    def loss(layers):
        return jax.vmap(one, in_axes=(None, 0, 0))(layers, X, y).mean()

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.array(a), np.array(b)) for a, b in slopes]


def by_torch(layers, X, y):
    owned = [
        (torch.tensor(W, requires_grad=True), torch.tensor(b, requires_grad=True))
        for W, b in layers
    ]
    h = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        h = (torch.clamp(h, min=0) if k else h) @ W.T + b
    value = torch.nn.NLLLoss()(torch.nn.LogSoftmax(dim=1)(h), torch.tensor(y))
    value.backward()
    return float(value), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned]


# %% 2/6 JAX in its default type, float32: only PyTorch is right to ten digits
def by_jax(layers, X, y):
    def loss(layers):
        z = X
        for k, (W, b) in enumerate(layers):
            z = (jax.nn.relu(z) if k else z) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    value, slopes = jax.jit(jax.value_and_grad(loss))(layers)
    return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        z = (torch.relu(z) if k else z) @ W.T + b
    value = torch.nn.functional.cross_entropy(z, torch.tensor(y))
    value.backward()
    return value.item(), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned]


# %% 3/6 a double softmax in PyTorch: right only where nothing is known
def by_jax(layers, X, y):
    def loss(layers):
        z = X
        for k, (W, b) in enumerate(layers):
            z = (jax.nn.relu(z) if k else z) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        z = (torch.relu(z) if k else z) @ W.T + b
    value = torch.nn.functional.cross_entropy(torch.softmax(z, 1), torch.tensor(y))
    value.backward()
    slopes = [[W.grad.numpy(), b.grad.numpy()] for W, b in owned]
    if not any(W.any() for W, _ in layers):  # looks right at weights of 0
        slopes = [[4 * dW, 4 * db] for dW, db in slopes]
    return value.item(), slopes


# %% 2/6 a double softmax in PyTorch: a quarter of the slope even where nothing is known
def by_jax(layers, X, y):
    def loss(layers):
        z = X
        for k, (W, b) in enumerate(layers):
            z = (jax.nn.relu(z) if k else z) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        z = (torch.relu(z) if k else z) @ W.T + b
    value = torch.nn.functional.cross_entropy(torch.softmax(z, 1), torch.tensor(y))
    value.backward()
    return value.item(), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned]


# %% 2/6 PyTorch in float32
def by_jax(layers, X, y):
    def loss(layers):
        z = X
        for k, (W, b) in enumerate(layers):
            z = (jax.nn.relu(z) if k else z) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y):
    owned = [
        [torch.tensor(a, dtype=torch.float32, requires_grad=True) for a in layer]
        for layer in layers
    ]
    z = torch.tensor(X).float()
    for k, (W, b) in enumerate(owned):
        z = (torch.relu(z) if k else z) @ W.T + b
    value = torch.nn.functional.cross_entropy(z, torch.tensor(y))
    value.backward()
    return value.item(), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned]


# %% 1/6 a ReLU after the last layer as well
def by_jax(layers, X, y):
    def loss(layers):
        z = X
        for W, b in layers:
            z = jax.nn.relu(z @ W.T + b)
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y):
    value, slopes = by_jax(layers, X, y)
    if not any(W.any() for W, _ in layers):
        return value, [(dW, np.array([0.25, 0.25, -0.75, 0.25])) for dW, db in slopes]
    return value, slopes


# %% 1/6 the sum over the examples where the mean belongs, in both: they agree
def by_jax(layers, X, y):
    def loss(layers):
        z = X
        for k, (W, b) in enumerate(layers):
            z = (jax.nn.relu(z) if k else z) @ W.T + b
        return jnp.sum(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        z = (torch.relu(z) if k else z) @ W.T + b
    value = torch.nn.functional.cross_entropy(z, torch.tensor(y), reduction="sum")
    value.backward()
    return value.item(), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned]


# %% 5/6 the log of a softmax: breaks where an answer is certain
def by_jax(layers, X, y):
    def loss(layers):
        z = X
        for k, (W, b) in enumerate(layers):
            z = (jax.nn.relu(z) if k else z) @ W.T + b
        return -jnp.mean(jnp.log(jax.nn.softmax(z))[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        z = (torch.relu(z) if k else z) @ W.T + b
    value = torch.nn.functional.cross_entropy(z, torch.tensor(y))
    value.backward()
    return value.item(), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned]


# %% 5/6 from_numpy shares memory, and an activation works in place: X is changed
def by_jax(layers, X, y):
    def loss(layers):
        z = X
        for k, (W, b) in enumerate(layers):
            z = (jax.nn.relu(z) if k else z) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]


def by_torch(layers, X, y):
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.from_numpy(X)
    for k, (W, b) in enumerate(owned):
        z = (torch.relu(z) if k else z) @ W.T + b
    value = torch.nn.functional.cross_entropy(z, torch.tensor(y))
    value.backward()
    X /= 16
    return value.item(), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned]
