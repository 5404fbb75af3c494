# %% 3/3 a sum over a fine grid
def find_gain(phi):
    z = np.arange(-8, 8, 0.001) + 0.0005
    density = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
    return (np.sum(phi(z) ** 2 * density) * 0.001) ** -0.5


# %% 3/3 the mean over a million draws
def find_gain(phi):
    z = np.random.default_rng(0).standard_normal(1_000_000)
    return 1 / np.sqrt(np.mean(phi(z) ** 2))


# %% 3/3 Gauss and Hermite's points, with enough of them for a corner
def find_gain(phi):
    z, weight = np.polynomial.hermite_e.hermegauss(150)
    return float(np.sqrt(weight.sum() / (weight @ phi(z) ** 2)))


# %% 3/3 measured in a wide layer
def find_gain(phi):
    rng = np.random.default_rng(1)
    x = np.asarray(phi(rng.standard_normal((500, 1000))))
    W = rng.standard_normal((1000, 1000)) / np.sqrt(1000)
    return 1 / np.sqrt(np.mean((x @ W.T) ** 2))


# %% 0/3 the variance of φ(z), which ReLU already tells apart
def find_gain(phi):
    z = np.random.default_rng(0).standard_normal(1_000_000)
    return 1 / np.std(phi(z))


# %% 0/3 forgets the root
def find_gain(phi):
    z = np.random.default_rng(0).standard_normal(1_000_000)
    return 1 / np.mean(phi(z) ** 2)


# %% 0/3 the factor of the layer and not what undoes it
def find_gain(phi):
    z = np.random.default_rng(0).standard_normal(1_000_000)
    return np.sqrt(np.mean(phi(z) ** 2))


# %% 0/3 He's gain for all
def find_gain(phi):
    return np.sqrt(2)


# %% 0/3 inputs spread evenly, not normally
def find_gain(phi):
    z = np.linspace(-3, 3, 10_001)
    return 1 / np.sqrt(np.mean(phi(z) ** 2))


# %% 1/3 from the slopes on both sides of 0: right where φ is two straight lines
def find_gain(phi):
    h = 1e-6
    up, down = phi(np.array([h, -h])) / h
    return np.sqrt(2 / (up**2 + down**2))


# %% 0/3 level gradients instead: the mean square of the slope
def find_gain(phi):
    z = np.random.default_rng(0).standard_normal(300_000)
    slope = (phi(z + 1e-4) - phi(z - 1e-4)) / 2e-4
    return 1 / np.mean(np.abs(slope))


# %% 1/3 a hundred draws: too few for 3 %
def find_gain(phi):
    z = np.random.default_rng(0).standard_normal(100)
    return 1 / np.sqrt(np.mean(phi(z) ** 2))
