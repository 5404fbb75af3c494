# %% 5/5 tensors without modules, the step by hand
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            for p in (p for pair in owned for p in pair):
                p -= lr * p.grad
                p.grad = None
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 5/5 an nn.Module of its own, zero_grad last
def train(layers, X, y, lr, steps):
    class Net(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.flat = torch.nn.ParameterList(
                [torch.nn.Parameter(torch.tensor(a)) for pair in layers for a in pair]
            )

        def forward(self, h):
            for k in range(0, len(self.flat), 2):
                h = (h.relu() if k else h) @ self.flat[k].T + self.flat[k + 1]
            return h

    net = Net()
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        loss = torch.nn.CrossEntropyLoss()(net(torch.tensor(X)), torch.tensor(y))
        losses.append(float(loss))
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    flat = [p.detach().numpy() for p in net.flat]
    return list(zip(flat[::2], flat[1::2])), losses


# %% 5/5 log-softmax at the end, and the loss that expects it
def train(layers, X, y, lr, steps):
    modules = []
    for k, (W, b) in enumerate(layers):
        linear = torch.nn.Linear(W.shape[1], W.shape[0]).double()
        with torch.no_grad():
            linear.weight.copy_(torch.tensor(W))
            linear.bias.copy_(torch.tensor(b))
        modules += [torch.nn.ReLU(), linear] if k else [linear]
    net = torch.nn.Sequential(*modules, torch.nn.LogSoftmax(dim=1))
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = torch.nn.NLLLoss()(net(torch.tensor(X)), torch.tensor(y))
        losses.append(loss.item())
        loss.backward()
        optimizer.step()
    flat = [p.detach().numpy() for p in net.parameters()]
    return list(zip(flat[::2], flat[1::2])), losses


# %% 2/5 the softmax is still there
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(torch.softmax(h, dim=1), target)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 3/5 zero_grad is still missing: momentum without friction
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        loss.backward()
        optimizer.step()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 2/5 the loss after each step
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []

    def value():
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        return torch.nn.functional.cross_entropy(h, target)

    for _ in range(steps):
        optimizer.zero_grad()
        value().backward()
        optimizer.step()
        losses.append(value().item())
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 0/5 as published: all three slips
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []

    def value():
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        return torch.nn.functional.cross_entropy(torch.softmax(h, dim=1), target)

    for _ in range(steps):
        value().backward()
        optimizer.step()
        losses.append(value().item())
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 4/5 from_numpy shares memory: the weights that it was given are trained
def train(layers, X, y, lr, steps):
    owned = [[torch.from_numpy(a).requires_grad_() for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 2/5 float32, PyTorch's default type
def train(layers, X, y, lr, steps):
    owned = [
        [torch.tensor(a).float().requires_grad_() for a in pair] for pair in layers
    ]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X).float(), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 3/5 Adam in place of plain descent: five steps are not five times one
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.Adam([p for pair in owned for p in pair], lr=0.01)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 5/5 NLL of a log-softmax, grad set to None
def train(layers, X, y, lr, steps):
    flat = [torch.from_numpy(np.array(a)) for pair in layers for a in pair]
    for p in flat:
        p.requires_grad_(True)
    A, target, losses = torch.as_tensor(X.copy()), torch.as_tensor(y.copy()), []
    for _ in range(steps):
        h = torch.nn.functional.linear(A, flat[0], flat[1])
        for k in range(2, len(flat), 2):
            h = torch.nn.functional.linear(torch.relu(h), flat[k], flat[k + 1])
        loss = torch.nn.functional.nll_loss(torch.log_softmax(h, dim=1), target)
        losses.append(float(loss))
        for p, slope in zip(flat, torch.autograd.grad(loss, flat)):
            p.data -= lr * slope
    kept = [p.detach().numpy() for p in flat]
    return [(kept[k], kept[k + 1]) for k in range(0, len(kept), 2)], losses


# %% 5/5 torch.func, a pure step
def train(layers, X, y, lr, steps):
    A, target = torch.tensor(X), torch.tensor(y)

    def loss(params):
        h = A
        for k, (W, b) in enumerate(params):
            h = (torch.relu(h) if k else h) @ W.T + b
        return torch.nn.functional.cross_entropy(h, target)

    step = torch.func.grad_and_value(loss)
    params, losses = [tuple(map(torch.tensor, pair)) for pair in layers], []
    for _ in range(steps):
        slopes, value = step(params)
        losses.append(value.item())
        params = [
            (W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(params, slopes)
        ]
    return [(W.numpy(), b.numpy()) for W, b in params], losses


# %% 5/5 one-hot targets, a sum divided by n
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        hot = torch.nn.functional.one_hot(target, h.shape[1]).double()
        loss = -(hot * torch.log_softmax(h, 1)).sum() / len(A)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 5/5 a DataLoader with one batch of all
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    data = torch.utils.data.TensorDataset(A, target)
    for _ in range(steps):
        ((h, target),) = torch.utils.data.DataLoader(data, batch_size=len(A))
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 4/5 stops when the loss no longer changes
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        if len(losses) > 1 and abs(losses[-1] - losses[-2]) < 1e-9:
            break
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 4/5 stops when the loss is below 1e-6
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        if losses[-1] < 1e-6:
            break
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 1/5 one step too many, with its loss
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps + 1):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 1/5 one step too few, with its loss
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps - 1):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 2/5 one more loss, after the last step
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    losses.append(torch.nn.functional.cross_entropy(h, target).item())
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 3/5 nothing moves: the step is forgotten
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 3/5 no backward: nothing moves
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        optimizer.zero_grad()
        optimizer.step()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 3/5 zero_grad between backward and step
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        loss.backward()
        optimizer.zero_grad()
        optimizer.step()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 4/5 momentum of 0.9
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD(
        [p for pair in owned for p in pair], lr=lr, momentum=0.9
    )
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 4/5 weight decay of 1e-4
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD(
        [p for pair in owned for p in pair], lr=lr, weight_decay=1e-4
    )
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 4/5 the slope clipped to length 1
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for pair in owned for p in pair], 1.0)
        optimizer.step()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 4/5 the rate decays by the hundredth
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        optimizer.param_groups[0]["lr"] *= 0.99
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 1/5 the sum over the examples
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target, reduction="sum")
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 3/5 the sum for the slope, the mean in the list
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        optimizer.zero_grad()
        (loss * len(A)).backward()
        optimizer.step()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 2/5 label smoothing of a tenth
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target, label_smoothing=0.1)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 3/5 a ReLU before the first layer as well
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = torch.relu(h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 2/5 a ReLU after the last layer as well
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = torch.relu(h @ W.T + b)
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 2/5 a sigmoid in place of ReLU
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.sigmoid(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 1/5 dropout of a tenth in training
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.dropout(torch.relu(h), 0.1, True) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 1/5 fresh weights: the given ones are ignored
def train(layers, X, y, lr, steps):
    owned = [
        [
            (0.1 * torch.randn(a.shape, dtype=torch.float64)).requires_grad_()
            for a in pair
        ]
        for pair in layers
    ]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 4/5 the biases do not learn
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([pair[0] for pair in owned], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 3/5 only the last layer learns
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD(owned[-1], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 1/5 mini-batches of four, in turn
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        at = torch.arange(4 * len(losses), 4 * len(losses) + 4) % len(A)
        h = A[at]
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target[at])
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 0/5 results swapped
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses, [tuple(p.detach().numpy() for p in pair) for pair in owned]


# %% 3/5 the mean of the losses so far
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append((sum(losses) + loss.item()) / (len(losses) + 1))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 3/5 uphill
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        optimizer.zero_grad()
        (-loss).backward()
        optimizer.step()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 4/5 a rate of 0.2, whatever it is
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=0.2)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 3/5 handed back in float32
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [tuple(p.detach().float().numpy() for p in pair) for pair in owned], losses


# %% 1/5 the kernels of Keras: transposed
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [(W.detach().numpy().T, b.detach().numpy()) for W, b in owned], losses


# %% 2/5 mean squared error of one-hot targets
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = (
            ((torch.softmax(h, 1) - torch.eye(h.shape[1])[target]) ** 2).sum(1).mean()
        )
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 4/5 shifts the caller's inputs
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    X -= 1
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 4/5 numbers the caller's classes anew
def train(layers, X, y, lr, steps):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    y += 1
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses


# %% 4/5 from_numpy for the biases only: they are trained in place
def train(layers, X, y, lr, steps):
    owned = [
        [
            torch.tensor(pair[0], requires_grad=True),
            torch.from_numpy(pair[1]).requires_grad_(),
        ]
        for pair in layers
    ]
    optimizer = torch.optim.SGD([p for pair in owned for p in pair], lr=lr)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        h = A
        for k, (W, b) in enumerate(owned):
            h = (torch.relu(h) if k else h) @ W.T + b
        loss = torch.nn.functional.cross_entropy(h, target)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [tuple(p.detach().numpy() for p in pair) for pair in owned], losses
