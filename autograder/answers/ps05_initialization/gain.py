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


# %% 0/3 a hundred draws: too few for 3 %
def find_gain(phi):
    z = np.random.default_rng(0).standard_normal(100)
    return 1 / np.sqrt(np.mean(phi(z) ** 2))


# %% 0/3 the mean size
def find_gain(phi):
    z = np.random.default_rng(0).standard_normal(1_000_000)
    return 1 / np.mean(np.abs(phi(z)))


# %% 0/3 the variance of φ(z)
def find_gain(phi):
    z = np.random.default_rng(0).standard_normal(1_000_000)
    return 1 / np.sqrt(np.var(phi(z)))


# %% 0/3 the mean of φ, squared
def find_gain(phi):
    z = np.random.default_rng(0).standard_normal(1_000_000)
    return 1 / np.sqrt(np.mean(phi(z)) ** 2)


# %% 0/3 the square of the gain
def find_gain(phi):
    z = np.random.default_rng(0).standard_normal(1_000_000)
    return 1 / (np.mean(phi(z) ** 2))


# %% 1/3 the slope: a mean square of differences
def find_gain(phi):
    z = np.random.default_rng(0).standard_normal(1_000_000)
    return 1 / np.sqrt(np.mean(((phi(z + 1e-4) - phi(z - 1e-4)) / 2e-4) ** 2))


# %% 0/3 the density squared
def find_gain(phi):
    z = np.linspace(-10, 10, 20_000)
    density = np.exp(-(z**2))
    return 1 / np.sqrt(np.sum(density * phi(z) ** 2) / np.sum(density))


# %% 0/3 the density of twice the variance
def find_gain(phi):
    z = np.linspace(-10, 10, 20_000)
    density = np.exp(-(z**2) / 4)
    return 1 / np.sqrt(np.sum(density * phi(z) ** 2) / np.sum(density))


# %% 0/3 evenly from -1 to 1
def find_gain(phi):
    z = np.linspace(-1, 1, 20_000)
    density = np.exp(-(z**2) / 2)
    return 1 / np.sqrt(np.sum(density * phi(z) ** 2) / np.sum(density))


# %% 0/3 a grid that ends at two deviations
def find_gain(phi):
    z = np.linspace(-2, 2, 20_000)
    density = np.exp(-(z**2) / 2)
    return 1 / np.sqrt(np.sum(density * phi(z) ** 2) / np.sum(density))


# %% 2/3 a grid that ends at three deviations
def find_gain(phi):
    z = np.linspace(-3, 3, 20_000)
    density = np.exp(-(z**2) / 2)
    return 1 / np.sqrt(np.sum(density * phi(z) ** 2) / np.sum(density))


# %% 0/3 a grid of positive numbers
def find_gain(phi):
    z = np.linspace(0, 10, 20_000)
    density = np.exp(-(z**2) / 2)
    return 1 / np.sqrt(np.sum(density * phi(z) ** 2) / np.sum(density))


# %% 0/3 a grid of six points
def find_gain(phi):
    z = np.linspace(-10, 10, 6)
    density = np.exp(-(z**2) / 2)
    return 1 / np.sqrt(np.sum(density * phi(z) ** 2) / np.sum(density))


# %% 0/3 the density is not divided by its sum
def find_gain(phi):
    z = np.linspace(-10, 10, 20_000)
    density = np.exp(-(z**2) / 2)
    return 1 / np.sqrt(np.sum(density * phi(z) ** 2))


# %% 0/3 φ of the density
def find_gain(phi):
    z = np.linspace(-10, 10, 20_000)
    density = np.exp(-(z**2) / 2)
    return 1 / np.sqrt(np.sum(phi(density * z) ** 2) / np.sum(density))


# %% 0/3 the density under the square
def find_gain(phi):
    z = np.linspace(-10, 10, 20_000)
    density = np.exp(-(z**2) / 2)
    return 1 / np.sqrt(np.sum((density * phi(z)) ** 2) / np.sum(density))


# %% 1/3 uniform draws of variance 1
def find_gain(phi):
    z = np.random.default_rng(0).uniform(-(3**0.5), 3**0.5, 1_000_000)
    return 1 / np.sqrt(np.mean(phi(z) ** 2))


# %% 0/3 uniform draws
def find_gain(phi):
    z = np.random.default_rng(0).uniform(-1, 1, 1_000_000)
    return 1 / np.sqrt(np.mean(phi(z) ** 2))


# %% 0/3 twenty draws
def find_gain(phi):
    z = np.random.default_rng(0).standard_normal(20)
    return 1 / np.sqrt(np.mean(phi(z) ** 2))


# %% 2/3 three million draws at once
def find_gain(phi):
    z = np.random.default_rng(0).standard_normal(3_000_000)
    return 1 / np.sqrt(np.mean(phi(z) ** 2))


# %% 2/3 number by number
def find_gain(phi):
    z = np.random.default_rng(0).standard_normal(3_000)
    return 1 / np.sqrt(np.mean([float(phi(x)) ** 2 for x in z]))


# %% 2/3 arrays of one number
def find_gain(phi):
    z = np.random.default_rng(0).standard_normal(3_000)
    return 1 / np.sqrt(np.mean([phi(np.array([x]))[0] ** 2 for x in z]))


# %% 2/3 the mean is taken off first
def find_gain(phi):
    z = np.random.default_rng(0).standard_normal(1_000_000)
    return 1 / np.sqrt(np.mean((phi(z) - phi(np.zeros(2))[0]) ** 2))


# %% 0/3 positive z only
def find_gain(phi):
    z = np.random.default_rng(0).standard_normal(1_000_000).__abs__()
    return 1 / np.sqrt(np.mean(phi(z) ** 2))


# %% 0/3 the median for the mean
def find_gain(phi):
    z = np.random.default_rng(0).standard_normal(1_000_000)
    return 1 / np.sqrt(np.median(phi(z) ** 2))


# %% 1/3 one for the gain of all that is bounded
def find_gain(phi):
    z = np.random.default_rng(0).standard_normal(1_000_000)
    if np.abs(phi(z)).max() < 1.5:
        return 1.0
    return 1 / np.sqrt(np.mean(phi(z) ** 2))


# %% 2/3 PyTorch’s table: 5/3 for tanh
def find_gain(phi):
    z = np.random.default_rng(0).standard_normal(1_000_000)
    if np.allclose(phi(z), np.tanh(z)):
        return 5 / 3
    return 1 / np.sqrt(np.mean(phi(z) ** 2))


# %% 0/3 one over the deviation, plus the mean
def find_gain(phi):
    z = np.random.default_rng(0).standard_normal(1_000_000)
    return 1 / (np.std(phi(z)) + abs(np.mean(phi(z))))


# %% 0/3 an array of one
def find_gain(phi):
    z = np.random.default_rng(0).standard_normal(1_000_000)
    return np.ones(1) / np.sqrt(np.mean(phi(z) ** 2))


# %% 0/3 the root of two over the mean square
def find_gain(phi):
    z = np.random.default_rng(0).standard_normal(1_000_000)
    return np.sqrt(2) / np.sqrt(np.mean(phi(z) ** 2))


# %% 0/3 four percent too large
def find_gain(phi):
    z = np.random.default_rng(0).standard_normal(1_000_000)
    return 1.04 / np.sqrt(np.mean(phi(z) ** 2))


# %% 0/3 four percent too small
def find_gain(phi):
    z = np.random.default_rng(0).standard_normal(1_000_000)
    return 0.96 / np.sqrt(np.mean(phi(z) ** 2))


# %% 0/3 changes z in place before the squares
def find_gain(phi):
    z = np.random.default_rng(0).standard_normal(1_000_000)
    phi(z)
    z *= 1.1
    return 1 / np.sqrt(np.mean(phi(z) ** 2))


# %% 3/3 two percent too large: three are allowed
def find_gain(phi):
    z = np.random.default_rng(0).standard_normal(1_000_000)
    return 1.02 / np.sqrt(np.mean(phi(z) ** 2))


# %% 3/3 two percent too small
def find_gain(phi):
    z = np.random.default_rng(0).standard_normal(1_000_000)
    return 0.98 / np.sqrt(np.mean(phi(z) ** 2))


# %% 3/3 in float32
def find_gain(phi):
    z = np.random.default_rng(0).standard_normal(1_000_000, dtype=np.float32)
    return 1 / np.sqrt(np.mean(phi(z) ** 2))


# %% 3/3 in pieces of a thousand
def find_gain(phi):
    z = np.random.default_rng(0).standard_normal(300_000)
    return 1 / np.sqrt(
        np.mean([np.mean(phi(piece) ** 2) for piece in z.reshape(-1, 1000)])
    )


# %% 3/3 quantiles of the normal distribution
def find_gain(phi):
    from scipy.stats import norm

    q = (np.arange(200_000) + 0.5) / 200_000
    return np.mean(np.square(phi(norm.ppf(q)))) ** -0.5


# %% 3/3 trapezoids, in long doubles
def find_gain(phi):
    z = np.linspace(-9, 9, 30_001)
    density = np.exp(-(z.astype(np.longdouble) ** 2) / 2) / np.sqrt(2 * np.pi)
    return 1 / np.sqrt(np.trapezoid(density * phi(z) ** 2, z))


# %% 3/3 weights are drawn and the gain is measured
def find_gain(phi):
    rng = np.random.default_rng(3)
    z = rng.standard_normal((800, 1000))
    x = np.asarray(phi(z.ravel())).reshape(z.shape)
    after = x @ (rng.standard_normal((1000, 800)) / np.sqrt(1000))
    return float(1 / np.sqrt(np.mean(after**2)))
