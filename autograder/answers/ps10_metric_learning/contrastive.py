# %% 4/4 all pairs i < j at once
def contrastive(Z, y, margin):
    i, j = np.triu_indices(len(Z), 1)
    d = np.sqrt(((Z[i] - Z[j]) ** 2).sum(axis=1))
    alike = y[i] == y[j]
    return np.mean(alike * d**2 / 2 + ~alike * np.maximum(0, margin - d) ** 2 / 2)


# %% 4/4 a loop over the pairs
def contrastive(Z, y, margin):
    terms = []
    for i in range(len(Z)):
        for j in range(i + 1, len(Z)):
            d = np.linalg.norm(Z[i] - Z[j])
            terms.append(d**2 / 2 if y[i] == y[j] else max(0, margin - d) ** 2 / 2)
    return sum(terms) / len(terms)


# %% 4/4 both orders of each pair, and the diagonal, which adds nothing
def contrastive(Z, y, margin):
    n = len(Z)
    d = np.linalg.norm(Z[:, None] - Z, axis=-1)
    gap = np.where(y[:, None] == y, d, np.clip(margin - d, 0, None))
    return float((gap**2).sum() / (2 * n * (n - 1)))


# %% 1/4 keeps the minus in front of the margin term
def contrastive(Z, y, margin):
    i, j = np.triu_indices(len(Z), 1)
    d = np.linalg.norm(Z[i] - Z[j], axis=1)
    return np.mean(np.where(y[i] == y[j], d**2, -(np.maximum(0, margin - d) ** 2))) / 2


# %% 1/4 the second sum runs over the positives, too
def contrastive(Z, y, margin):
    i, j = np.triu_indices(len(Z), 1)
    d = np.linalg.norm(Z[i] - Z[j], axis=1)
    alike = y[i] == y[j]
    both = d[alike] ** 2
    return both.sum() / 2 / len(d)


# %% 0/4 no squares
def contrastive(Z, y, margin):
    i, j = np.triu_indices(len(Z), 1)
    d = np.linalg.norm(Z[i] - Z[j], axis=1)
    return np.mean(np.where(y[i] == y[j], d, np.maximum(0, margin - d)))


# %% 0/4 forgets the halves
def contrastive(Z, y, margin):
    i, j = np.triu_indices(len(Z), 1)
    d = np.linalg.norm(Z[i] - Z[j], axis=1)
    return np.mean(np.where(y[i] == y[j], d, np.maximum(0, margin - d)) ** 2)


# %% 1/4 the sum where the mean belongs
def contrastive(Z, y, margin):
    i, j = np.triu_indices(len(Z), 1)
    d = np.linalg.norm(Z[i] - Z[j], axis=1)
    return np.sum(np.where(y[i] == y[j], d, np.maximum(0, margin - d)) ** 2) / 2


# %% 0/4 the mean over all n² entries, the diagonal included
def contrastive(Z, y, margin):
    d = np.linalg.norm(Z[:, None] - Z, axis=-1)
    return np.mean(np.where(y[:, None] == y, d, np.maximum(0, margin - d)) ** 2) / 2


# %% 2/4 a mean for the positives plus a mean for the negatives
def contrastive(Z, y, margin):
    i, j = np.triu_indices(len(Z), 1)
    d = np.linalg.norm(Z[i] - Z[j], axis=1)
    alike = y[i] == y[j]
    pull = (d[alike] ** 2).mean() if alike.any() else 0.0
    push = (np.maximum(0, margin - d[~alike]) ** 2).mean() if (~alike).any() else 0.0
    return (pull + push) / 2


# %% 1/4 the margin without max: far negatives cost again
def contrastive(Z, y, margin):
    i, j = np.triu_indices(len(Z), 1)
    d = np.linalg.norm(Z[i] - Z[j], axis=1)
    return np.mean(np.where(y[i] == y[j], d, margin - d) ** 2) / 2


# %% 1/4 the margin of the squared distance
def contrastive(Z, y, margin):
    i, j = np.triu_indices(len(Z), 1)
    d2 = np.sum((Z[i] - Z[j]) ** 2, axis=1)
    return np.mean(np.where(y[i] == y[j], d2, np.maximum(0, margin - d2))) / 2
