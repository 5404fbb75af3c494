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


# %% 1/3 momentum: looks nowhere
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for _ in range(steps):
        v = mu * v + gradient(path[-1])
        path.append(path[-1] - lr * v)
    return np.array(path)


# %% 1/3 returns the points looked at
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


# %% 1/3 looks ahead without the rate
def nesterov(gradient, theta, lr, mu, steps):
    v, path = np.zeros_like(theta), [theta]
    for _ in range(steps):
        v = mu * v + gradient(path[-1] - mu * v)
        path.append(path[-1] - lr * v)
    return np.array(path)
