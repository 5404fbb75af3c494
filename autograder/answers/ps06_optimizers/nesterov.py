# %% 3/3 the definition
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros(len(theta)), [theta]
    for _ in range(steps):
        v = mu * v + gradient(path[-1] - lr * mu * v)
        path.append(path[-1] - lr * v)
    return np.array(path)


# %% 3/3 an array filled step by step
def nesterov(gradient, theta, lr, mu, steps):
    path = np.zeros((steps + 1, len(theta)))
    path[0], v = theta, 0 * theta
    for t in range(steps):
        ahead = path[t] - lr * mu * v
        v = mu * v + gradient(ahead)
        path[t + 1] = path[t] - lr * v
    return path


# %% 3/3 by the last two points: v is what was walked
def nesterov(gradient, theta, lr, mu, steps):
    path = [theta, theta]
    for _ in range(steps):
        ahead = path[-1] + mu * (path[-1] - path[-2])
        path.append(ahead - lr * gradient(ahead))
    return path[1:]


# %% 3/3 in place, on copies
def nesterov(gradient, theta, lr, mu, steps):
    theta, v, path = theta.copy(), np.zeros_like(theta), [theta.copy()]
    for _ in range(steps):
        v *= mu
        v += gradient(theta - lr * v)
        theta -= lr * v
        path.append(theta.copy())
    return np.stack(path)


# %% 0/3 as it stands
def nesterov(gradient, theta, lr, mu, steps):
    v, path = 0, [theta]
    for _ in range(steps):
        v = mu * v + gradient(theta - lr * v)
        theta -= lr * v
        path.append(theta)
    return path


# %% 0/3 the published look ahead, with the loop mended
def nesterov(gradient, theta, lr, mu, steps):
    v, path = 0 * theta, [theta]
    for _ in range(steps):
        v = mu * v + gradient(theta - lr * v)
        theta = theta - lr * v
        path.append(theta)
    return np.array(path)


# %% 0/3 the look ahead mended, and one point many times
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for _ in range(steps):
        v = mu * v + gradient(theta - lr * mu * v)
        theta -= lr * v
        path.append(theta)
    return np.array(path)


# %% 2/3 a path of copies, and a start that is written into
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta.copy()]
    for _ in range(steps):
        v = mu * v + gradient(theta - lr * mu * v)
        theta -= lr * v
        path.append(theta.copy())
    return np.array(path)


# %% 0/3 momentum: looks nowhere
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for _ in range(steps):
        v = mu * v + gradient(path[-1])
        path.append(path[-1] - lr * v)
    return np.array(path)


# %% 0/3 returns the points looked at
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for _ in range(steps):
        g = gradient(path[-1])
        v = mu * v + g
        path.append(path[-1] - lr * (g + mu * v))
    return np.array(path)


# %% 0/3 looks back instead of ahead
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for _ in range(steps):
        v = mu * v + gradient(path[-1] + lr * mu * v)
        path.append(path[-1] - lr * v)
    return np.array(path)


# %% 0/3 looks ahead without the rate
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for _ in range(steps):
        v = mu * v + gradient(path[-1] - mu * v)
        path.append(path[-1] - lr * v)
    return np.array(path)


# %% 0/3 one step too many
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for _ in range(steps + 1):
        v = mu * v + gradient(path[-1] - lr * mu * v)
        path.append(path[-1] - lr * v)
    return np.array(path)


# %% 0/3 one step too few
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for _ in range(steps - 1):
        v = mu * v + gradient(path[-1] - lr * mu * v)
        path.append(path[-1] - lr * v)
    return np.array(path)


# %% 0/3 the start is left out
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for _ in range(steps):
        v = mu * v + gradient(path[-1] - lr * mu * v)
        path.append(path[-1] - lr * v)
    return np.array(path[1:])


# %% 0/3 the last point only
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for _ in range(steps):
        v = mu * v + gradient(path[-1] - lr * mu * v)
        path.append(path[-1] - lr * v)
    return np.array(path[-1])


# %% 0/3 points in columns
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for _ in range(steps):
        v = mu * v + gradient(path[-1] - lr * mu * v)
        path.append(path[-1] - lr * v)
    return np.array(path).T


# %% 0/3 climbs
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for _ in range(steps):
        v = mu * v + gradient(path[-1] - lr * mu * v)
        path.append(path[-1] + lr * v)
    return np.array(path)


# %% 0/3 an average for the velocity
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for _ in range(steps):
        v = mu * v + (1 - mu) * gradient(path[-1] - lr * mu * v)
        path.append(path[-1] - lr * v)
    return np.array(path)


# %% 0/3 the velocity is not kept
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for _ in range(steps):
        v = gradient(path[-1] - lr * mu * v)
        path.append(path[-1] - lr * v)
    return np.array(path)


# %% 0/3 the gradient at the start, always
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for _ in range(steps):
        v = mu * v + gradient(theta)
        path.append(path[-1] - lr * v)
    return np.array(path)


# %% 0/3 looks ahead by lr times the velocity and mu for the rest
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for _ in range(steps):
        v = mu * v + gradient(path[-1] - mu**2 * lr * v)
        path.append(path[-1] - lr * v)
    return np.array(path)


# %% 0/3 looks ahead twice as far
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for _ in range(steps):
        v = mu * v + gradient(path[-1] - 2 * lr * mu * v)
        path.append(path[-1] - lr * v)
    return np.array(path)


# %% 0/3 looks ahead from the start
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for _ in range(steps):
        v = mu * v + gradient(theta - lr * mu * v)
        path.append(path[-1] - lr * v)
    return np.array(path)


# %% 0/3 the step begins at the point looked at
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for _ in range(steps):
        v = mu * v + gradient(path[-1] - lr * mu * v)
        path.append(path[-1] - lr * mu * v - lr * v)
    return np.array(path)


# %% 1/3 the gradient of a sum is a sum: right where the loss is a bowl around 0
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for _ in range(steps):
        v = mu * v + gradient(path[-1]) - gradient(lr * mu * v)
        path.append(path[-1] - lr * v)
    return np.array(path)


# %% 0/3 starts with the velocity of the first gradient
def nesterov(gradient, theta, lr, mu, steps):
    v, path = gradient(theta), [theta]
    for _ in range(steps):
        v = mu * v + gradient(path[-1] - lr * mu * v)
        path.append(path[-1] - lr * v)
    return np.array(path)


# %% 0/3 the velocity for the point
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for _ in range(steps):
        v = mu * v + gradient(path[-1] - lr * mu * v)
        path.append(path[-1] - lr * v)
    return np.array([v, *path[1:]])


# %% 0/3 in float32
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for _ in range(steps):
        v = mu * v + gradient(path[-1] - lr * mu * v)
        path.append(path[-1] - lr * v)
    return np.array(path, dtype=np.float32)


# %% 1/3 stops where the gradient is small
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for _ in range(steps):
        v = mu * v + gradient(path[-1] - lr * mu * v)
        if np.linalg.norm(v) < 1e-1:
            break
        path.append(path[-1] - lr * v)
    return np.array(path)


# %% 0/3 mu grows as in the paper, t over t + 3
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for t in range(steps):
        mu = t / (t + 3)
        v = mu * v + gradient(path[-1] - lr * mu * v)
        path.append(path[-1] - lr * v)
    return np.array(path)


# %% 1/3 restarts where the velocity points up
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for _ in range(steps):
        v = mu * v + gradient(path[-1] - lr * mu * v)
        if v @ gradient(path[-1]) < 0:
            v = 0 * v
        path.append(path[-1] - lr * v)
    return np.array(path)


# %% 0/3 two gradients for each step: the step is by the one at θ
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for _ in range(steps):
        v = mu * v + gradient(path[-1] - lr * mu * v)
        path.append(path[-1] - lr * (mu * v + gradient(path[-1])))
    return np.array(path)


# %% 0/3 the first coordinate only looks ahead
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for _ in range(steps):
        v = mu * v + gradient(path[-1] - lr * mu * v * (np.arange(len(theta)) == 0))
        path.append(path[-1] - lr * v)
    return np.array(path)


# %% 1/3 keeps the velocity for the next walk
old = [0.0]


def nesterov(gradient, theta, lr, mu, steps):
    path = [theta]
    for _ in range(steps):
        old[0] = mu * old[0] + gradient(path[-1] - lr * mu * old[0])
        path.append(path[-1] - lr * old[0])
    return np.array(path)


# %% 3/3 the step of momentum first, and then its correction
def nesterov(gradient, theta, lr, mu, steps):
    moves, points = [0.0 * theta], [np.array(theta)]
    for k in range(1, steps + 1):
        half = points[-1] + mu * moves[-1]
        new = half - lr * gradient(half)
        moves.append(new - points[-1])
        points.append(new)
    return np.vstack(points)


# %% 3/3 coordinate by coordinate in lists of numbers
def nesterov(gradient, theta, lr, mu, steps):
    p, v = theta.tolist(), [0.0] * len(theta)
    path = [list(p)]
    for _ in range(steps):
        g = gradient(np.array([a - lr * mu * b for a, b in zip(p, v)]))
        v = [mu * b + c for b, c in zip(v, g)]
        p = [a - lr * b for a, b in zip(p, v)]
        path.append(p)
    return path


# %% 3/3 in long doubles
def nesterov(gradient, theta, lr, mu, steps):
    theta = np.array(theta, dtype=np.longdouble)
    v, path = np.zeros_like(theta), [theta]
    while len(path) <= steps:
        v = mu * v + gradient(path[-1] - lr * mu * v)
        path.append(path[-1] - lr * v)
    return np.array(path)


# %% 3/3 by recursion
def nesterov(gradient, theta, lr, mu, steps, v=0):
    if steps == 0:
        return np.array([theta])
    v = mu * v + gradient(theta - lr * mu * v)
    rest = nesterov(gradient, theta - lr * v, lr, mu, steps - 1, v)
    return np.concatenate([[theta], rest])


# %% 3/3 PyTorch holds the numbers
def nesterov(gradient, theta, lr, mu, steps):
    import torch

    path = torch.zeros(steps + 1, len(theta), dtype=torch.float64)
    path[0] = torch.tensor(theta)
    v = torch.zeros(len(theta), dtype=torch.float64)
    for t in range(steps):
        ahead = (path[t] - lr * mu * v).numpy()
        v = mu * v + torch.tensor(np.array(gradient(ahead)))
        path[t + 1] = path[t] - lr * v
    return path


# %% 0/3 remembers one gradient back only
def nesterov(gradient, theta, lr, mu, steps):
    v, last, path = np.zeros_like(theta), 0, [theta]
    for _ in range(steps):
        g = gradient(path[-1] - lr * mu * v)
        v, last = mu * last + g, g
        path.append(path[-1] - lr * v)
    return np.array(path)


# %% 2/3 makes one step at least
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for _ in range(max(steps, 1)):
        v = mu * v + gradient(path[-1] - lr * mu * v)
        path.append(path[-1] - lr * v)
    return np.array(path)


# %% 2/3 walks at most 50 steps
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for _ in range(min(steps, 50)):
        v = mu * v + gradient(path[-1] - lr * mu * v)
        path.append(path[-1] - lr * v)
    return np.array(path)


# %% 2/3 starts anew after 40 steps
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for k in range(steps):
        v = v if k % 40 else 0 * v
        v = mu * v + gradient(path[-1] - lr * mu * v)
        path.append(path[-1] - lr * v)
    return np.array(path)


# %% 1/3 starts anew after five steps
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for k in range(steps):
        v = v if k % 5 else 0 * v
        v = mu * v + gradient(path[-1] - lr * mu * v)
        path.append(path[-1] - lr * v)
    return np.array(path)


# %% 0/3 looks ahead by lr, whatever mu is
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for _ in range(steps):
        v = mu * v + gradient(path[-1] - lr * v * min(mu, 1) ** 0)
        path.append(path[-1] - lr * v)
    return np.array(path)


# %% 0/3 the look ahead takes the new velocity’s half
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for _ in range(steps):
        v = mu * v + gradient(path[-1] - lr * 0.5 * v)
        path.append(path[-1] - lr * v)
    return np.array(path)


# %% 0/3 a flat path
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for _ in range(steps):
        v = mu * v + gradient(path[-1] - lr * mu * v)
        path.append(path[-1] - lr * v)
    return np.ravel(path)


# %% 3/3 Sutskever's form with moves
def nesterov(gradient, theta, lr, mu, steps):
    x, move = np.array(theta, dtype=float), np.zeros(len(theta))
    path = [x]
    for _ in range(steps):
        move = mu * move - lr * np.asarray(gradient(x + mu * move))
        x = x + move
        path.append(x)
    return np.stack(path)


# %% 3/3 two points: look, then descend
def nesterov(gradient, theta, lr, mu, steps):
    path = np.empty((steps + 1, len(theta)))
    path[0] = old = theta
    for t in range(steps):
        look = path[t] + mu * (path[t] - old)
        old = path[t]
        path[t + 1] = look - lr * np.asarray(gradient(look))
    return path


# %% 3/3 recursion
def nesterov(gradient, theta, lr, mu, steps):
    def walk(x, v, left):
        if left == 0:
            return [x]
        v = mu * v + np.asarray(gradient(x - lr * mu * v))
        return [x, *walk(x - lr * v, v, left - 1)]

    return np.array(walk(np.array(theta, float), np.zeros(len(theta)), steps))


# %% 3/3 a generator with lists
def nesterov(gradient, theta, lr, mu, steps):
    def points():
        x, v = [float(a) for a in theta], [0.0] * len(theta)
        yield x
        for _ in range(steps):
            g = gradient(np.array([a - lr * mu * b for a, b in zip(x, v)]))
            v = [mu * b + float(c) for b, c in zip(v, g)]
            x = [a - lr * b for a, b in zip(x, v)]
            yield x

    return list(points())


# %% 1/3 starts anew where the gradient points against the velocity
def nesterov(gradient, theta, lr, mu, steps):
    v, path = 0 * theta, [theta]
    for t in range(steps):
        g = gradient(theta - lr * mu * v)
        if np.sum(g * v) < 0:
            v = 0 * v
            g = gradient(theta)
        v = mu * v + g
        theta = theta - lr * v
        path.append(theta)
    return np.array(path)


# %% 1/3 takes short gradients for 0
def nesterov(gradient, theta, lr, mu, steps):
    v, path = 0 * theta, [theta]
    for t in range(steps):
        g = gradient(theta - lr * mu * v)
        if np.linalg.norm(g) < 1e-3:
            g = 0 * g
        v = mu * v + g
        theta = theta - lr * v
        path.append(theta)
    return np.array(path)
