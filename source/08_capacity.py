# %% [markdown]
# # 8 · What a network can represent
#
# **Question.** A network is drawn on paper: so many units, so many layers. Which
# functions can it compute under *some* weights, what does depth add, and what does all
# that say about learning?
#
# **After this lecture you can**
#
# * count the labellings that one neuron can answer, and say when it runs out;
# * state what the VC dimension is, and what its bounds do not say about depth;
# * build a network with one hidden layer for any truth table, and prove it right;
# * say who proved which theorem of universal approximation, and measure its rate;
# * name a function that depth makes cheap, and say what random labels teach about all
#   such theorems.
#
# 90 minutes. No cell takes longer than 10 seconds. Run each cell with Shift+Enter;
# where it says *Predict*, answer before you go on.

# %%
from itertools import product
from math import comb

import jax
import jax.numpy as jnp
import numpy as np
from scipy.optimize import nnls
from sklearn.datasets import load_digits

from nncourse import views, widgets
from nncourse.live import explore

# %% [markdown]
# ## Recall
#
# 1. Why can one neuron not answer XOR?
#    <details><summary>Answer</summary>Its pre-activations on both diagonals have the
#    same total, 2b; XOR wants one total negative and the other positive.</details>
# 2. Your training loss falls. What does that prove about your gradient?
#    <details><summary>Answer</summary>Nothing. Compare it with a finite
#    difference.</details>
# 3. Weights that answer XOR with two hidden units exist. Does descent find them?
#    <details><summary>Answer</summary>Not from every start: narrow networks get stuck
#    on silent corners.</details>
# 4. By what does Adam divide the running mean of the gradients?
#    <details><summary>Answer</summary>By the root of the running mean of their squares;
#    both corrected for their start at 0.</details>
# 5. Which images may choose the step at which training stops, and which may report?
#    <details><summary>Answer</summary>Validation images choose. Only images that chose
#    nothing may report.</details>
#
# ## What one neuron can answer
#
# Let inputs and answers be $-1$ or $+1$. There are $2^n$ inputs of $n$ numbers, and
# each may be answered in two ways, so there are $2^{2^n}$ **Boolean functions**: 16 for
# $n = 2$, 256 for $n = 3$, 65,536 for $n = 4$. A neuron $\operatorname{sign}(\langle w,
# x\rangle + b)$ answers some of them, the **threshold functions**. XOR is none.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "Of two inputs, one neuron answers 14 functions of 16. And of four inputs?",
    {
        "most of the 65,536": "Two of 16 are missing. Does the missing share grow?",
        "about half": "Count the numbers that the neuron may choose: are they enough?",
        "a few in a hundred": "Then what would a table over ten inputs ask of it?",
    },
)

# %% [markdown]
# To find out we need a test that never errs. Write the bias as a weight on an input
# that is always 1, and turn every point to its label's side: $v_i = y_i x_i$. The
# neuron is right everywhere if $\langle w, v_i\rangle > 0$ for all $i$. Such a $w$
# exists unless a weighted mean of the $v_i$ is 0. One direction is plain: $\sum_i
# \lambda_i \langle w, v_i\rangle$ would be 0 and positive. The other is P. Gordan's
# theorem (1873). `nnls` looks for that mean; its residual is 0 if there is one.


# %%
def separable(V):
    """Whether some w has ⟨w, v⟩ > 0 for every row v of V, shape (n, d)."""
    n, d = V.shape
    A = np.vstack([V.T, np.ones(n)])  # a mean of 0, by weights with total 1
    _, residual = nnls(A, np.append(np.zeros(d), 1.0))
    return residual > 1e-9


# %%
for n in (2, 3, 4):
    inputs = np.array(list(product((-1.0, 1.0), repeat=n)))
    X = np.column_stack([inputs, np.ones(2**n)])
    tables = np.array(list(product((-1.0, 1.0), repeat=2**n)))
    found = sum(separable(X * y[:, None]) for y in tables)
    print(f"{n} inputs: {found:,} of {len(tables):,}")

assert found < 0.03 * len(tables)

# %% [markdown]
# 14 of 16, 104 of 256, 1,882 of 65,536: less than 3 % already. The corners of a cube
# are special points, though. Take any.
#
# ## Twice as many points as weights
#
# T. Cover counted in 1965. Let $n$ points lie in **general position**: any $d$ of them
# are linearly independent, as random ones are. Of their $2^n$ labellings, a neuron with
# $d$ weights answers
#
# $$C(n, d) = 2 \sum_{i=0}^{d-1} \binom{n-1}{i}.$$
#
# **Proof.** Add a point $x$. Each labelling of the old $n$ that is answered extends in
# one way at least, and in both ways exactly if a $w$ that answers it may also be chosen
# at a right angle to $x$. (If $w$ puts $x$ on one side and $w'$ on the other, some
# weighted mean of the two is at a right angle to $x$ and answers as both do. If $w$ is at
# a right angle, a small step along $\pm x$ gives both sides.) Such $w$ have only $d - 1$
# free numbers, and see the points projected along $x$, which are in general position
# again. So $C(n + 1, d) = C(n, d) + C(n, d - 1)$, from $C(1, d) = 2$ and $C(n, 0) = 0$.
# The sum obeys the same rule, Pascal's. $\blacksquare$
#
# (In any other position there are at most as many: the proof goes through with $\le$.)
# While $n \le d$ the sum is $2^n$:
# every labelling, as in lecture 1. Then they run out.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "A neuron with 20 weights meets random points with coin-flip labels. At how many "
    "points has its chance to get all of them right fallen to one half?",
    {
        "21": "Up to 20 it never fails. How fast do its chances fall from there?",
        "40": "Check the same with 5 weights. Is it the difference or the ratio?",
        "400": "Put 60 points into the formula: which part of the sum is missing?",
    },
)

# %% [markdown]
# The experiment: 200 draws of points and labels for each number of weights, tested with
# the first 2, 4, … of the points.

# %%
rng = np.random.default_rng(8)
points = np.arange(2, 62, 2)
measured, formula = {}, {}

for d in (2, 5, 10, 20):
    V = rng.standard_normal((200, 60, d)) * rng.choice([-1, 1], (200, 60, 1))
    measured[d] = np.array([np.mean([separable(v[:n]) for v in V]) for n in points])
    sums = [sum(comb(n - 1, i) for i in range(d)) for n in points.tolist()]
    formula[d] = 2 * np.array(sums) / 2.0**points

# %% [markdown]
# **Move** the weights, then the points to the dashed line, where $n = 2d$.

# %%
explore(views.Separable(points, measured, formula), weights=10, points=30)

# %% [markdown]
# At $n = 2d$ it is one half, for every $d$: $\sum_{i<d}\binom{2d-1}{i}$ counts half of
# all subsets of $2d - 1$ things, by symmetry. Around that line the fall from
# 0.9 to 0.1 takes more points with more weights, and fewer *points a weight*. (A share of 200
# draws has a standard error of at most 0.036.)

# %%
fall = []
for d in measured:
    assert abs(formula[d][points == 2 * d] - 0.5) < 1e-12
    assert abs(measured[d] - formula[d]).max() < 4 * 0.5 / np.sqrt(200)
    chance = [2 * sum(comb(n - 1, i) for i in range(d)) / 2**n for n in range(1, 61)]
    fall.append(sum(0.1 < c < 0.9 for c in chance))
    beyond = chance[3 * d - 1]
    print(f"{d:2} weights: {fall[-1]:2} values of n between; at n = 3d {beyond:.4f}")

assert all(np.diff(fall) > 0) and all(np.diff(fall / np.array(list(measured))) < 0)

# %% [markdown] tags=["row:S000-39", "row:S000-45"]
# ## Capacity in one number
#
# A set of points is **shattered** by a class of functions if each of its labellings is
# answered by one of them. The **VC dimension** of the class (V. Vapnik and A.
# Chervonenkis, 1971) is the size of the largest set that it shatters.
#
# **Claim.** A neuron with $d$ weights has VC dimension $d$ ($d + 1$ with a bias).
#
# **Proof.** $d$ independent points are shattered, since $C(d, d) = 2^d$. Any $d + 1$
# are dependent: $\sum_i a_i x_i = 0$, not all $a_i = 0$. Label each by the sign of its
# $a_i$, with $+1$ where $a_i = 0$. Then $\sum_i a_i \langle w, x_i\rangle$ would have
# to be both 0 and positive. $\blacksquare$
#
# Now networks. Let $(V, E)$ be an **acyclic directed graph**: vertices are units, edges
# carry weights, sources are inputs, and a bias counts as an edge. With all weights left
# free, the graph and an activation define a **hypothesis class** $H(V, E, \varphi)$:
# every function that this network can compute.
#
# **Theorem.** The VC dimension of $H(V, E, \operatorname{sign})$ is
# $O(|E| \log |E|)$. (E. Baum and D. Haussler, 1989)
#
# **Proof.** Go through the units in order. Given what the earlier ones answer on $m$
# points, a unit with $d_v$ weights can answer in at most $C(m, d_v) \le (2m)^{d_v}$
# ways. All units together: at most $(2m)^{|E|}$. To shatter takes $2^m$, so $m \le |E|
# \log_2 (2m)$, and hence $m = O(|E| \log |E|)$. $\blacksquare$

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "The same number of weights in 2 layers, or in 20. What does the theorem say?",
    {
        "the deeper one has more capacity": "Find the depth in the bound.",
        "the shallow one has more": "The order of the units matters in the proof. Does "
        "their number?",
        "nothing": "Which letter would have to stand in a bound that does?",
    },
)

# %% [markdown] tags=["row:S000-40", "row:S000-41", "row:S000-46"]
# A published version adds to this theorem: "Deeper networks have higher capacity." That
# does not follow from it: the bound is the same for every graph with $|E|$ edges, and it
# is an *upper* one. What it does say is that **weights** count, not neurons: in it, 10
# units with 1,000 inputs each outweigh 100 units with 10.
#
# For ReLU, depth does enter. With $W$ weights in $L$ layers the VC dimension is
# $O(WL \log W)$, and some networks reach $\Omega(WL \log (W/L))$ (P. Bartlett et al.,
# 2019). That counts labellings at the best possible weights. It does not say that your
# deeper network will have learnt more.
#
# ## One hidden layer answers everything
#
# **Theorem.** For every $n$, networks of signs with one hidden layer of at most $2^n$
# units contain *every* function $f: \{-1, 1\}^n \to \{-1, 1\}$.
#
# **Proof.** Let $u_1, \dots, u_k$ be the inputs that $f$ answers with $+1$. For $x \ne
# u_i$ at least one factor of $\langle u_i, x\rangle$ is $-1$ in place of $+1$, so
# $\langle u_i, x\rangle \le n - 2$, while $\langle u_i, u_i\rangle = n$. So the hidden
# unit $h_i$ says $+1$ exactly for $x = u_i$, and the output unit collects:
#
# $$h_i = \operatorname{sign}(\langle u_i, x\rangle - n + 1),$$
#
# $$f(x) = \operatorname{sign}\Bigl(\sum_{i=1}^{k} h_i + k - 1\Bigr).$$
#
# If $f(x) = 1$, one unit says $+1$ and $k - 1$ say $-1$: the last sum is
# $2 - k + k - 1 = 1$. Otherwise it is $-k + k - 1 = -1$. $\blacksquare$
#
# So the network does not approximate $f$, it **represents** $f$, without any error.
#
# The rarer answer is enough: memorize its $\min(k, 2^n - k)$ inputs, and turn the sign
# of the last layer if that answer is $-1$. So $2^{n-1}$ units always do.


# %%
def memorizer(inputs, y):
    """Weights W (k, n), b (k,), v (k,) and c for a table; y in {-1, +1}."""
    rare = 1 if np.sum(y > 0) <= len(y) / 2 else -1
    W = inputs[y == rare]
    k, n = W.shape
    return W, np.full(k, 1 - n), np.full(k, rare), rare * (k - 1)


# %%
def sign(z):
    return np.where(z > 0, 1, -1)


def network(x, weights, unit=sign):
    W, b, v, c = weights
    return sign(unit(x @ W.T + b) @ v + c)


# %% [markdown]
# No sample: *all* functions of three inputs and all of four. The last line asks for the
# same with smooth units, $\tanh 2z$.

# %%
for n in (3, 4):
    inputs, most = np.array(list(product((-1, 1), repeat=n))), 0
    for y in np.array(list(product((-1, 1), repeat=2**n))):
        weights = memorizer(inputs, y)
        assert (network(inputs, weights) == y).all()
        assert (network(inputs, weights, lambda z: np.tanh(2 * z)) == y).all()
        most = max(most, len(weights[0]))
    print(f"{n} inputs: all {2 ** (2**n):,} functions, at most {most} hidden units")

# %% [markdown] tags=["row:S000-42", "row:S000-43"]
# So the construction works with sigmoids too. Every pre-activation of the hidden layer is
# an odd integer, so at least 1 in size, and there $\tanh 2z = 2\sigma(4z) - 1$ is
# within 0.04 of the sign. Eight units change the last sum, which is $\pm 1$, by less
# than a third. (More units take a steeper tanh.)
#
# ## Must it be so many?
#
# Let $s(n)$ be the smallest number of units with which some graph contains *every*
# function of $n$ inputs.
#
# **Theorem.** $s(n)$ is exponential in $n$, whatever the depth.
#
# **Proof.** The class shatters all $2^n$ inputs. Insert $m = 2^n$ above: $2^n \le |E|
# (n + 1)$. But $s$ units have at most $s(n + s)$ weights. $\blacksquare$
#
# **Similar results hold for the sigmoid.** There the VC dimension is
# $O(|E|^2 s^2)$ (M. Karpinski and A. Macintyre, 1997). It must reach $2^n$ again, and
# $|E| \le s(n + s)$: a power of $s + n$ is at least a constant times $2^n$, so $s$ is
# exponential in $n$.

# %%
for n in (10, 20, 30):
    s = 1
    while s * (n + s) * (n + 1) < 2**n:
        s += 1
    print(f"{n} inputs: at least {s:,} units; memorizing takes {2 ** (n - 1):,}")

# %% [markdown]
# A published version refers for this to Hornik et al. and to Cybenko. Theirs is another
# theorem, the one of the next section; this is a theorem of *counting* (S.
# Shalev-Shwartz and S. Ben-David, 2014, theorem 20.2).
#
# And it is about a graph for *every* function. What of one function alone? Count the
# graphs as well: $s$ units can be wired in at most $2^{s(n + s)}$ ways, and each way
# computes at most $(2 \cdot 2^n)^{s(n + s)}$ functions. All of them together compute at most
# $2^{(n + 2) s (n + s)}$. As long as $(n + 2) s (n + s) \le 2^{n-1}$, that is
# $2^{2^{n-1}}$ of the $2^{2^n}$ functions, next to none. So most functions are that hard;
# yet not each. **Parity**, which asks whether an
# odd number of inputs is $+1$, looks like the worst: each flip of one input flips the
# answer, and the construction above spends $2^{n-1}$ units on it. But parity needs only
# to *count*. Let unit $j$ say whether at least $j$ inputs are $+1$, for $j = 1, \dots,
# n$, and add the units up with signs $+, -, +, \dots$: the sum steps up, down, up with
# each further $+1$. That makes $n$ units. (Units are 0 or 1 here, and so are inputs.)

# %%
n = 8
inputs = np.array(list(product((0, 1), repeat=n)))
steps = inputs.sum(axis=1)[:, None] >= np.arange(1, n + 1)  # (256, 8)
answers = steps @ (-1) ** np.arange(n)  # 1 or 0

assert (answers == inputs.sum(axis=1) % 2).all()

# %% [markdown] tags=["row:S000-44"]
# So "one layer suffices" is true, "exponentially many units" is true for most
# functions, and neither tells you about *yours*.
#
# ## Functions that are continuous
#
# **Theorem** (universal approximation). Let $f$ be continuous on a compact set $K
# \subset \mathbb{R}^d$. For every $\varepsilon > 0$ some network with one hidden layer
# is within $\varepsilon$ of $f$ on all of $K$.
#
# G. Cybenko proved it in 1989 for sigmoids; K. Hornik, M. Stinchcombe and H. White in
# the same year. M. Leshno et al. (1993): it holds for a continuous activation exactly if
# that is no polynomial. All of them prove **density**: such a network exists. The theorem
# does not say how many units it takes, in how many dimensions that is affordable, or that
# training finds it. Nor is it about any function: continuous, and on a compact set.
#
# For ReLUs with one input the proof is a picture. Each is a corner, at a **knot** $t$:
# $\max(0, x - t)$. A sum of them is a line with corners, and can pass through any
# points.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "Twice as many ReLUs: how large is the error then, for a smooth function?",
    {
        "half": "That is the distance of the knots. How does a chord depend on it?",
        "a quarter": "And if the function has a jump, or a vertical tangent?",
        "it depends on the training": "Nothing is trained here: least squares on fixed "
        "knots. What is left to depend on?",
    },
)

# %% [markdown]
# **Claim.** If $|f''| \le M$ on $[0, 1]$, then $m$ ReLUs come within $M / (8 m^2)$ of
# $f$.
#
# **Proof.** Put knots at $0, 1/m, \dots, (m-1)/m$ and let the sum agree with $f$ there
# and at 1. Between two knots it is the chord, and a chord of length $h = 1/m$ is off by
# at most $M h^2 / 8$. $\blacksquare$


# %%
def corners(x, t):
    """A constant, and a ReLU at each knot of t; shape (len(x), 1 + len(t))."""
    return np.column_stack([np.ones_like(x), np.maximum(x[:, None] - t, 0)])


def fit(x, y, t):
    A = corners(x, t)
    return A @ np.linalg.lstsq(A, y, rcond=None)[0]


# %%
x = np.linspace(0, 1, 2001)
target = np.sin(2 * np.pi * x) + 0.5 * np.sin(5 * np.pi * x)
numbers = (4, 8, 16, 32, 64, 128)

fits = {m: fit(x, target, np.arange(m) / m)[::5] for m in numbers}
explore(views.Knots(x[::5], target[::5], fits), knots=8)

# %% [markdown]
# **Play** it: the fit closes in on the function. The *rate* is what a picture cannot
# show. Measure it for ten random smooth functions, and for two that are not smooth:
# slopes of the error over $m$, both on log scales. The claim is about the *largest* error
# of the sum in its proof; least squares make the *root mean square* small. So take both.


# %%
def rates(y):
    """The slopes of log error by log m, from 8 ReLUs on: rms of the best fit, and the
    largest error of the chords."""
    errors = []
    for m in numbers[1:]:
        knots = np.arange(m + 1) / m
        chords = np.interp(x, knots, np.interp(knots, x, y))
        rms = np.sqrt(np.mean((fit(x, y, knots[:-1]) - y) ** 2))
        errors.append([rms, abs(chords - y).max()])
    return np.polyfit(np.log(numbers[1:]), np.log(errors), 1)[0]


# %%
smooth = []
for _ in range(10):
    waves = np.sin(np.pi * np.outer(x, range(1, 5)) + rng.uniform(0, 2 * np.pi, 4))
    smooth.append(waves @ rng.standard_normal(4))

assert (abs(np.array([rates(y) for y in smooth]) + 2) < 0.3).all()
for name, y in {"√x": np.sqrt(x), "a jump": (x > 0.3) * 1.0}.items():
    print(f"{name}: rms {rates(y)[0]:.2f}, largest {rates(y)[1]:.2f}")

assert np.allclose(rates(np.sqrt(x)), [-0.86, -0.5], atol=0.05)
assert np.allclose(rates((x > 0.3) * 1.0), [-0.51, 0], atol=0.05)

# %% [markdown]
# Smooth: near $-2$ in both, on all ten, as the claim says. The vertical tangent of
# $\sqrt x$ costs more than half of that, and in the largest error three quarters. At a jump of
# 1 the largest error of any continuous function is at least a half, so it cannot go to 0
# (the small slope comes from the grid of $x$): the theorem does not apply.
# The picture shows less than is usually claimed for it. The knots were placed by hand,
# only the last layer was fitted, and there was one input: a grid with $m$ knots on each
# of $d$ axes has $m^d$ cells.
#
# ## What depth makes cheap
#
# On one input, a layer of $m$ ReLUs has at most $m$ corners, so at most $m + 1$ linear
# **pieces**. Two ReLUs make a **tent**, $T(x) = 2\max(0, x) - 4\max(0, x - \tfrac12)$,
# that climbs from 0 to 1 and falls back to 0. What does a tent of a tent look like?
#
# **Claim** (M. Telgarsky, 2016). $k$ tents in a row, $2k$ ReLUs, have exactly $2^k$
# pieces on $[0, 1]$.
#
# **Proof.** $T$ maps each half of $[0, 1]$ onto all of $[0, 1]$, once forward and once
# backward. So $T^{k}(T(x))$ runs through the whole of $T^{k}$ twice: pieces double with
# each tent, and their slopes are $\pm 2^k$. $\blacksquare$

# %%
x = np.linspace(0, 1, 2**10 + 1)  # all corners are among them
teeth, shallow = {0: x}, {}

for k in range(1, 9):
    y = teeth[k - 1]
    teeth[k] = 2 * np.maximum(y, 0) - 4 * np.maximum(y - 0.5, 0)
    assert 1 + np.count_nonzero(np.diff(np.diff(teeth[k]))) == 2**k

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "Five tents are 10 ReLUs and make 32 pieces. How much of that sawtooth can 16 "
    "ReLUs in one layer follow?",
    {
        "all of it": "Count its corners and theirs.",
        "about half of the teeth": "Where would you put the knots for that?",
        "no more than a constant": "For which knots? May the layer choose them?",
    },
)

# %%
for k, m in product(range(1, 7), (2, 4, 8, 16, 32, 64)):
    shallow[k, m] = fit(x, teeth[k], np.arange(m) / m)

folds = {k: teeth[k] for k in range(1, 7)}
explore(views.Sawtooth(x, folds, shallow), tents=5, units=16)

# %% [markdown]
# **Move** the units: up to 16 the layer draws a flat line through the middle, with the
# error of a constant, $\sqrt{1/12} = 0.289$. With 32 it is exact. But that is for knots at
# equal distances, and a network may put its knots elsewhere. Put 15 of the 16 at the
# first 15 corners, and the last one half a piece further, where the line turns flat:


# %%
def rms(fitted):
    return np.sqrt(np.mean((fitted - teeth[5]) ** 2))


knots = np.append(np.arange(15), 14.5) / 32
heights = np.append(np.arange(15) % 2, [0.5, 0.5])
best, exact = np.interp(x, np.append(knots, 1), heights), x <= knots[-1]
assert np.allclose(best[exact], teeth[5][exact]) and 16 * knots[-1] > 7
print(f"exact on {knots[-1]:.0%} of the interval, error {rms(best):.2f} on all of it")

# %%
equal = [rms(shallow[5, m]) for m in (2, 4, 8, 16, 32)]
assert np.allclose(equal[:4], np.sqrt(1 / 12), rtol=0.01) and equal[4] < 1e-9

drawn = [rms(fit(x, teeth[5], np.append(0, rng.uniform(0, 1, 15)))) for _ in range(20)]
assert rms(best) < min(drawn)
print(f"knots at random, 20 draws: error {min(drawn):.2f} to {max(drawn):.2f}")

# %% [markdown]
# Seven teeth of 16, without any error, and a constant for the others. More than eight
# cannot be exact: a tooth takes two pieces, and the layer has 17 at most. (Where knots at
# equal distances meet the zeros of the sawtooth, they see nothing of it.) All 32 pieces
# take 31 ReLUs in one layer at least; $2^k - 1$ for $k$ tents.
#
# So depth is worth an exponential number of units, *for this function*. It is often
# told as "deep networks have exponentially many pieces". Look at ones that nobody
# designed: layers of 16 ReLUs with He's random weights, along a line.


# %%
def pieces(width, depth, rng, span=3):
    """Linear pieces of a random ReLU network with one input, on [-span, span]."""
    H, bent = np.linspace(-span, span, 20_001)[:, None], False
    for _ in range(depth):
        W = rng.standard_normal((width, H.shape[1])) * np.sqrt(2 / H.shape[1])
        Z = H @ W.T + 0.5 * rng.standard_normal(width)
        bent = bent | np.any(np.diff(Z > 0, axis=0), axis=1)
        H = np.maximum(Z, 0)
    return 1 + np.count_nonzero(bent)


# %% jupyter={"source_hidden": true}
widgets.Predict(
    "Eight such layers of 16 ReLUs each, 128 in all. How many pieces?",
    {
        "about 2⁸ = 256, or more": "Each tent covered all of [0, 1] twice. Does a random "
        "layer?",
        "some 100": "That is about one a unit. Would 16 layers then make 200?",
        "some 20": "That is about one layer's worth. Do the others add nothing?",
    },
)

# %%
seeds, many = range(40), {}
for width, depth in ((128, 1), (16, 8), (16, 16)):
    many[width, depth] = [pieces(width, depth, np.random.default_rng(s)) for s in seeds]
    low, middle, high = np.quantile(many[width, depth], [0, 0.5, 1])
    print(
        f"{depth:2} layers of {width:3}: {low:.0f} to {high:.0f}, median {middle:.0f}"
    )

# %%
flat, deep, deeper = (np.median(n) for n in many.values())
assert max(many[128, 1]) <= 129
assert 64 < deep < flat < deeper < min(2 * deep, 256)
print(f"8 layers: above 129 in {np.sum(np.array(many[16, 8]) > 129)} of 40 draws")

wide = {
    k: np.median([pieces(*k, np.random.default_rng(s), 30) for s in range(10)])
    for k in ((128, 1), (16, 8))
}
assert wide[128, 1] < wide[16, 8] < 150
print(f"on [-30, 30]: {wide[128, 1]:.0f} in one layer, {wide[16, 8]:.0f} in 8")

# %% [markdown]
# On $[-3, 3]$, in most draws fewer than in a single layer with as many units, in a few some
# more; on $[-30, 30]$ some more, but again about one a unit. And
# twice the depth does not square the number, it does not even double the median. At random
# weights the number of pieces grows at most about like the number of *units*, however they
# are stacked (B. Hanin and D. Rolnick, 2019). Depth *can*; that does not mean that it
# *does*. (We count where some unit switches, on a grid, which may miss a few.)
#
# ## Capacity is not learning
#
# C. Zhang et al. trained image networks on random labels in 2017. Here in small:
# 64-128-10, ReLU, 300 digits, 500 steps of Adam on all of them, five runs. A share of
# the training labels is replaced by random ones; test labels stay true. The network has
# 9,610 parameters for 300 images.

# %%
images, digits = load_digits(return_X_y=True)


def sample(noise, run):
    """Training images and labels, test images and labels, and first weights."""
    rng = np.random.default_rng(run)
    order = rng.permutation(len(digits))
    seen, new = order[:300], order[-797:]
    spoilt = rng.random(300) < noise
    y = np.where(spoilt, rng.integers(0, 10, 300), digits[seen])
    W, V = rng.standard_normal((128, 64)), rng.standard_normal((10, 128))
    theta = W * np.sqrt(2 / 64), np.zeros(128), V * np.sqrt(1 / 128), np.zeros(10)
    return images[seen] / 16, y, images[new] / 16, digits[new], theta


# %%
def logits(theta, X):
    W, b, V, c = theta
    return jax.nn.relu(X @ W.T + b) @ V.T + c


def loss(theta, X, y):
    logs = jax.nn.log_softmax(logits(theta, X))
    return -jnp.mean(logs[jnp.arange(len(y)), y])


# %%
def adam(state, t, X, y, lr=0.005):
    """One step of lecture 6; state is the parameters and both running means."""
    theta, m, v = state
    value, slopes = jax.value_and_grad(loss)(theta, X, y)
    m = [0.9 * a + 0.1 * g for a, g in zip(m, slopes, strict=True)]
    v = [0.999 * a + 0.001 * g**2 for a, g in zip(v, slopes, strict=True)]
    theta = [
        p - lr * a / (1 - 0.9**t) / (jnp.sqrt(u / (1 - 0.999**t)) + 1e-8)
        for p, a, u in zip(theta, m, v, strict=True)
    ]
    return (theta, m, v), value


# %%
@jax.jit
@jax.vmap
def train(X, y, X_new, y_new, theta):
    """Losses of 500 steps, and the accuracy at the end, seen and new."""
    zero = [0 * p for p in theta]

    def step(state, t):
        return adam(state, t, X, y)

    state, losses = jax.lax.scan(step, (list(theta), zero, zero), jnp.arange(1.0, 501))
    right = [
        logits(state[0], A).argmax(axis=1) == a for A, a in ((X, y), (X_new, y_new))
    ]
    return losses, right[0].mean(), right[1].mean()


# %% jupyter={"source_hidden": true}
widgets.Predict(
    "All 300 labels are replaced by random digits. What happens to the training loss?",
    {
        "it stays near log 10": "That is knowing nothing. Is there room for a table?",
        "it falls, more slowly": "How much more slowly? Read the steps in the caption.",
        "it falls just as fast": "Which needs longer: one rule, or 300 exceptions?",
    },
)

# %%
losses, seen, new = {}, {}, {}

for noise in (0.0, 0.25, 0.5, 0.75, 1.0):
    *data, theta = zip(*(sample(noise, run) for run in range(5)), strict=True)
    with jax.enable_x64(True):
        theta = [np.stack(part) for part in zip(*theta, strict=True)]
        results = train(*(np.stack(part) for part in data), theta)
    losses[noise], seen[noise], new[noise] = map(np.asarray, results)

# %% [markdown]
# **Move** the share of random labels from 0 to 1. Read in the caption at which step the
# loss passes 0.1, and how many images are right at the end, seen and new.

# %%
explore(views.LabelNoise(losses, seen, new), noise=0.5)

# %%
steps = {noise: (runs < 0.1).argmax(axis=1) for noise, runs in losses.items()}

for noise in losses:
    assert seen[noise].min() == 1
    assert (abs(new[noise] - (0.95 - 0.85 * noise)) < 0.15).all()
assert abs(new[0.5] - 0.53).max() < 0.1
assert new[1.0].max() <= 0.2 and new[0.0].min() >= 0.9
assert (steps[1.0] > 3 * steps[0.0]).all()

# %% [markdown] tags=["row:S002-18"]
# The training accuracy is 1.0 at every share. The same network, the same optimizer and
# the same training score: on new images right nine times of ten, or once. So no number
# that belongs to the network alone, be it units, weights or VC dimension, can explain
# why it does well on the true labels. Its capacity would have allowed the opposite.
#
# One thing does differ: a table takes more than three times as many steps as a rule, in
# every run. The picture does *not* show that the network "first learns the rule and
# then the noise": at half noise it scores about half on new images in the end, and the
# picture does not tell whether they ever scored more. Lecture 7 looked there, by early
# stopping.
#
# ## Strengths and drawbacks
#
# | Strengths | Drawbacks |
# | --- | --- |
# | one recipe for tables, images and text | many choices, few of them with a theory |
# | features are learnt, not designed | they must be learnt from many examples |
# | a whole gradient for three forward passes | training may end at poor weights |
# | enough capacity for any table | so a training score proves nothing |
# | depth makes some functions cheap | learnt weights are hard to read |
#
# ## Keep
#
# * In general position a neuron with $d$ weights answers every labelling of $d$ points, half
#   of those of $2d$, and hardly any of many more. Its VC dimension is $d$.
# * One hidden layer *represents* every Boolean function, with $\min(k, 2^n - k)$ units.
#   Most functions need exponentially many in any network; parity takes $n$.
# * One hidden layer *approximates* every continuous function on a compact set. That is
#   density, not a number of units. For smooth functions of one input the error falls as
#   $1/m^2$.
# * $2k$ ReLUs in $k$ layers can make $2^k$ pieces, $m$ in one layer $m + 1$ at most. Random
#   deep networks make about as many as they have units, or fewer.
# * A network that learns can as well memorize. Capacity says what is possible, not what
#   is found, and not what it is worth on new data.
#
# ## Check yourself
#
# 1. A neuron with 50 weights is right on all of 60 random points. Is that evidence?
#    <details><summary>Answer</summary>Hardly. With coin-flip labels it would nearly
#    always be right on 60 < 2 · 50 points.</details>
# 2. Why does the memorizer's last layer need the bias $k - 1$?
#    <details><summary>Answer</summary>The sum of the units is 2 − k if one is on and −k
#    if none is; k − 1 puts 0 in the middle.</details>
# 3. "By Cybenko, my network needs exponentially many units." What is wrong?
#    <details><summary>Answer</summary>Cybenko proved that some network exists, and
#    counts nothing. The count is another theorem, and holds for most functions,
#    not for each.</details>
# 4. How many pieces do 3 tents make, and how many can 6 ReLUs in one layer make?
#    <details><summary>Answer</summary>8, and at most 7.</details>
# 5. Random labels are learnt to accuracy 1.0. What follows for the true labels?
#    <details><summary>Answer</summary>That a training accuracy of 1.0 says nothing, and
#    that capacity does not explain the test accuracy.</details>
#
# **Now do it yourself:** [problem set 8](../workspace/ps08_capacity/ps08_capacity.ipynb).
#
# <small>**Sources.** T. Cover, “Geometrical and statistical properties of systems of
# linear inequalities”, IEEE Trans. Electronic Computers 14(3), 1965. V. Vapnik and A.
# Chervonenkis, Theory Probab. Appl. 16(2), 1971. E. Baum and D. Haussler, “What size
# net gives valid generalization?”, Neural Computation 1(1), 1989. G. Cybenko, Math.
# Control Signals Systems 2, 1989; K. Hornik, M. Stinchcombe and H. White, Neural
# Networks 2, 1989; M. Leshno et al., Neural Networks 6, 1993 (universal approximation).
# S. Shalev-Shwartz and S. Ben-David, *Understanding Machine Learning*, Cambridge, 2014,
# chapter 20. M. Telgarsky, “Benefits of depth in neural networks”, COLT, 2016. P.
# Bartlett et al., “Nearly-tight VC-dimension and pseudodimension bounds for piecewise
# linear neural networks”, JMLR 20, 2019. M. Karpinski and A. Macintyre,
# “Polynomial bounds for VC dimension of sigmoidal and general Pfaffian neural networks”,
# J. Computer and System Sciences 54(1), 1997. B. Hanin and D. Rolnick, “Complexity of
# linear regions in deep networks”, ICML, 2019. C. Zhang et al., “Understanding deep learning
# requires rethinking generalization”, ICLR, 2017.</small>
