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


# %% 3/5 the loss after each step
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


# %% 3/5 float32, PyTorch's default type
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
