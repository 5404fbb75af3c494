# %% 4/4 masks
def triplet(Z, y, margin):
    d = np.sqrt(((Z[:, None] - Z) ** 2).sum(-1))
    same = (y[:, None] == y) & ~np.eye(len(y), dtype=bool)
    other = y[:, None] != y
    kept = same.any(1) & other.any(1)
    if kept.sum() == 0:
        return 0
    pos = (d * same).max(1)
    neg = np.where(other, d, 1e300).min(1)
    return np.maximum(0, margin + pos - neg)[kept].mean()


# %% 4/4 an anchor at a time
def triplet(Z, y, margin):
    terms = []
    for i in range(len(Z)):
        d = np.linalg.norm(Z - Z[i], axis=1)
        alike = [d[j] for j in range(len(Z)) if y[j] == y[i] and j != i]
        others = [d[j] for j in range(len(Z)) if y[j] != y[i]]
        if alike and others:
            terms.append(max(0.0, margin + max(alike) - min(others)))
    return sum(terms) / len(terms) if terms else 0.0


# %% 4/4 the largest of all triples of an anchor
def triplet(Z, y, margin):
    d = np.linalg.norm(Z[:, None] - Z, axis=-1)
    same = (y[:, None] == y) & ~np.eye(len(y), dtype=bool)
    valid = same[:, :, None] & (y[:, None] != y)[:, None, :]
    terms = np.where(valid, margin + d[:, :, None] - d[:, None, :], 0)
    kept = valid.any(axis=(1, 2))
    hardest = np.maximum(terms.max(axis=(1, 2)), 0)
    return hardest.sum() / max(1, kept.sum())


# %% 0/4 the nearest positive and the farthest negative: the easiest triples
def triplet(Z, y, margin):
    d = np.linalg.norm(Z[:, None] - Z, axis=-1)
    same = (y[:, None] == y) & ~np.eye(len(y), dtype=bool)
    other = y[:, None] != y
    kept = same.any(1) & other.any(1)
    if not kept.any():
        return 0.0
    pos, neg = np.where(same, d, np.inf).min(1), np.where(other, d, 0).max(1)
    return np.maximum(0, margin + pos - neg)[kept].mean()


# %% 0/4 squared distances
def triplet(Z, y, margin):
    terms = []
    for i in range(len(Z)):
        d = ((Z - Z[i]) ** 2).sum(1)
        p, n = (y == y[i]) & (np.arange(len(y)) != i), y != y[i]
        if p.any() and n.any():
            terms.append(max(0, margin + d[p].max() - d[n].min()))
    return np.mean(terms) if terms else 0.0


# %% 0/4 the sign turned: negatives closer than positives
def triplet(Z, y, margin):
    terms = []
    for i in range(len(Z)):
        d = np.linalg.norm(Z - Z[i], axis=1)
        p, n = (y == y[i]) & (np.arange(len(y)) != i), y != y[i]
        if p.any() and n.any():
            terms.append(max(0, margin - d[p].max() + d[n].min()))
    return np.mean(terms) if terms else 0.0


# %% 3/4 a lonely anchor counts, with itself as its positive
def triplet(Z, y, margin):
    d = np.linalg.norm(Z[:, None] - Z, axis=-1)
    same = y[:, None] == y
    pos = np.where(same, d, 0).max(1)
    neg = np.where(same, np.inf, d).min(1)
    return np.mean(np.maximum(0, margin + pos - neg))


# %% 1/4 no max: satisfied triples pay back
def triplet(Z, y, margin):
    terms = []
    for i in range(len(Z)):
        d = np.linalg.norm(Z - Z[i], axis=1)
        p, n = (y == y[i]) & (np.arange(len(y)) != i), y != y[i]
        if p.any() and n.any():
            terms.append(margin + d[p].max() - d[n].min())
    return np.mean(terms) if terms else 0.0


# %% 1/4 the mean over the triples that still cost something
def triplet(Z, y, margin):
    terms = []
    for i in range(len(Z)):
        d = np.linalg.norm(Z - Z[i], axis=1)
        p, n = (y == y[i]) & (np.arange(len(y)) != i), y != y[i]
        if p.any() and n.any():
            terms.append(max(0, margin + d[p].max() - d[n].min()))
    active = [t for t in terms if t > 0]
    return np.mean(active) if active else 0.0


# %% 0/4 all triples, no mining
def triplet(Z, y, margin):
    terms = []
    for i in range(len(Z)):
        d = np.linalg.norm(Z - Z[i], axis=1)
        p, n = (y == y[i]) & (np.arange(len(y)) != i), y != y[i]
        for a in d[p]:
            for b in d[n]:
                terms.append(max(0, margin + a - b))
    return np.mean(terms) if terms else 0.0


# %% 0/4 the sum over the anchors
def triplet(Z, y, margin):
    total = 0.0
    for i in range(len(Z)):
        d = np.linalg.norm(Z - Z[i], axis=1)
        p, n = (y == y[i]) & (np.arange(len(y)) != i), y != y[i]
        if p.any() and n.any():
            total += max(0, margin + d[p].max() - d[n].min())
    return total


# %% 4/4 sorted lists of Python, long doubles
def triplet(Z, y, margin):
    Z, terms = Z.astype(np.longdouble), []
    for i, label in enumerate(y.tolist()):
        own, rest = [], []
        for j, other in enumerate(y.tolist()):
            if j != i:
                (own if other == label else rest).append(
                    np.sqrt(((Z[i] - Z[j]) ** 2).sum())
                )
        if own and rest:
            terms.append(max(margin + sorted(own)[-1] - sorted(rest)[0], 0))
    return np.mean(terms) if terms else np.longdouble(0)


# %% 4/4 the positives include the anchor, at distance 0, where there is another one
def triplet(Z, y, margin):
    d = np.linalg.norm(Z[:, None] - Z, axis=-1)
    same = y[:, None] == y
    kept = (same.sum(1) > 1) & (~same).any(1)
    if not kept.any():
        return 0.0
    pos, neg = np.max(d * same, axis=1), np.min(d + 1e9 * same, axis=1)
    return float(np.maximum(0, margin + pos - neg)[kept].mean())


# %% 0/4 the nearest positive
def triplet(Z, y, margin):
    terms = []
    for i in range(len(Z)):
        d = np.linalg.norm(Z - Z[i], axis=1)
        p, n = (y == y[i]) & (np.arange(len(y)) != i), y != y[i]
        if p.any() and n.any():
            terms.append(max(0, margin + d[p].min() - d[n].min()))
    return np.mean(terms) if terms else 0.0


# %% 0/4 the farthest negative
def triplet(Z, y, margin):
    terms = []
    for i in range(len(Z)):
        d = np.linalg.norm(Z - Z[i], axis=1)
        p, n = (y == y[i]) & (np.arange(len(y)) != i), y != y[i]
        if p.any() and n.any():
            terms.append(max(0, margin + d[p].max() - d[n].max()))
    return np.mean(terms) if terms else 0.0


# %% 0/4 the mean distances, positives and negatives
def triplet(Z, y, margin):
    terms = []
    for i in range(len(Z)):
        d = np.linalg.norm(Z - Z[i], axis=1)
        p, n = (y == y[i]) & (np.arange(len(y)) != i), y != y[i]
        if p.any() and n.any():
            terms.append(max(0, margin + d[p].mean() - d[n].mean()))
    return np.mean(terms) if terms else 0.0


# %% 3/4 the mean over all points, lonely ones too
def triplet(Z, y, margin):
    total = 0.0
    for i in range(len(Z)):
        d = np.linalg.norm(Z - Z[i], axis=1)
        p, n = (y == y[i]) & (np.arange(len(y)) != i), y != y[i]
        if p.any() and n.any():
            total += max(0, margin + d[p].max() - d[n].min())
    return total / len(Z)


# %% 3/4 lonely points leave the batch, and are no negatives either
def triplet(Z, y, margin):
    names, counts = np.unique(y, return_counts=True)
    kept = np.isin(y, names[counts > 1])
    Z, y = Z[kept], y[kept]
    terms = []
    for i in range(len(Z)):
        d = np.linalg.norm(Z - Z[i], axis=1)
        p, n = (y == y[i]) & (np.arange(len(y)) != i), y != y[i]
        if p.any() and n.any():
            terms.append(max(0, margin + d[p].max() - d[n].min()))
    return np.mean(terms) if terms else 0.0


# %% 3/4 nan where nobody is left
def triplet(Z, y, margin):
    terms = []
    for i in range(len(Z)):
        d = np.linalg.norm(Z - Z[i], axis=1)
        p, n = (y == y[i]) & (np.arange(len(y)) != i), y != y[i]
        if p.any() and n.any():
            terms.append(max(0, margin + d[p].max() - d[n].min()))
    return np.mean(terms)


# %% 3/4 the margin where nobody is left: a collapsed batch
def triplet(Z, y, margin):
    terms = []
    for i in range(len(Z)):
        d = np.linalg.norm(Z - Z[i], axis=1)
        p, n = (y == y[i]) & (np.arange(len(y)) != i), y != y[i]
        if p.any() and n.any():
            terms.append(max(0, margin + d[p].max() - d[n].min()))
    return np.mean(terms) if terms else margin


# %% 0/4 the margin is subtracted
def triplet(Z, y, margin):
    terms = []
    for i in range(len(Z)):
        d = np.linalg.norm(Z - Z[i], axis=1)
        p, n = (y == y[i]) & (np.arange(len(y)) != i), y != y[i]
        if p.any() and n.any():
            terms.append(max(0, d[p].max() - d[n].min() - margin))
    return np.mean(terms) if terms else 0.0


# %% 0/4 ignores the margin
def triplet(Z, y, margin):
    terms = []
    for i in range(len(Z)):
        d = np.linalg.norm(Z - Z[i], axis=1)
        p, n = (y == y[i]) & (np.arange(len(y)) != i), y != y[i]
        if p.any() and n.any():
            terms.append(max(0, 1.0 + d[p].max() - d[n].min()))
    return np.mean(terms) if terms else 0.0


# %% 0/4 the hinge squared
def triplet(Z, y, margin):
    terms = []
    for i in range(len(Z)):
        d = np.linalg.norm(Z - Z[i], axis=1)
        p, n = (y == y[i]) & (np.arange(len(y)) != i), y != y[i]
        if p.any() and n.any():
            terms.append(max(0, margin + d[p].max() - d[n].min()) ** 2)
    return np.mean(terms) if terms else 0.0


# %% 0/4 softplus, a hinge without a corner
def triplet(Z, y, margin):
    terms = []
    for i in range(len(Z)):
        d = np.linalg.norm(Z - Z[i], axis=1)
        p, n = (y == y[i]) & (np.arange(len(y)) != i), y != y[i]
        if p.any() and n.any():
            terms.append(np.logaddexp(0, margin + d[p].max() - d[n].min()))
    return np.mean(terms) if terms else 0.0


# %% 0/4 the hardest triple of the whole batch
def triplet(Z, y, margin):
    terms = [0.0]
    for i in range(len(Z)):
        d = np.linalg.norm(Z - Z[i], axis=1)
        p, n = (y == y[i]) & (np.arange(len(y)) != i), y != y[i]
        if p.any() and n.any():
            terms.append(max(0, margin + d[p].max() - d[n].min()))
    return max(terms)


# %% 1/4 max over the mean, not over each anchor
def triplet(Z, y, margin):
    terms = []
    for i in range(len(Z)):
        d = np.linalg.norm(Z - Z[i], axis=1)
        p, n = (y == y[i]) & (np.arange(len(y)) != i), y != y[i]
        if p.any() and n.any():
            terms.append(margin + d[p].max() - d[n].min())
    return max(0.0, np.mean(terms)) if terms else 0.0


# %% 0/4 semi-hard: the nearest negative beyond the positive
def triplet(Z, y, margin):
    terms = []
    for i in range(len(Z)):
        d = np.linalg.norm(Z - Z[i], axis=1)
        p, n = (y == y[i]) & (np.arange(len(y)) != i), y != y[i]
        if p.any() and n.any():
            far = d[p].max()
            beyond = d[n][d[n] > far]
            near = beyond.min() if len(beyond) else d[n].max()
            terms.append(max(0, margin + far - near))
    return np.mean(terms) if terms else 0.0


# %% 0/4 the next in the list for the positive
def triplet(Z, y, margin):
    terms = []
    for i in range(len(Z)):
        d = np.linalg.norm(Z - Z[i], axis=1)
        p, n = np.flatnonzero((y == y[i]) & (np.arange(len(y)) != i)), y != y[i]
        if len(p) and n.any():
            terms.append(max(0, margin + d[p[0]] - d[n].min()))
    return np.mean(terms) if terms else 0.0


# %% 0/4 an array of one number
def triplet(Z, y, margin):
    terms = []
    for i in range(len(Z)):
        d = np.linalg.norm(Z - Z[i], axis=1)
        p, n = (y == y[i]) & (np.arange(len(y)) != i), y != y[i]
        if p.any() and n.any():
            terms.append(max(0, margin + d[p].max() - d[n].min()))
    return np.array([np.mean(terms) if terms else 0.0])


# %% 1/4 right, but divides the caller's Z by its largest entry and back
def triplet(Z, y, margin):
    terms = []
    for i in range(len(Z)):
        d = np.linalg.norm(Z - Z[i], axis=1)
        p, n = (y == y[i]) & (np.arange(len(y)) != i), y != y[i]
        if p.any() and n.any():
            terms.append(max(0, margin + d[p].max() - d[n].min()))
    Z /= 3
    return np.mean(terms) if terms else 0.0


# %% 1/4 right, but sorts the caller's classes
def triplet(Z, y, margin):
    terms = []
    for i in range(len(Z)):
        d = np.linalg.norm(Z - Z[i], axis=1)
        p, n = (y == y[i]) & (np.arange(len(y)) != i), y != y[i]
        if p.any() and n.any():
            terms.append(max(0, margin + d[p].max() - d[n].min()))
    y += 1
    return np.mean(terms) if terms else 0.0


# %% 3/4 takes whatever is at distance 0 for the anchor itself
def triplet(Z, y, margin):
    d = np.linalg.norm(Z[:, None] - Z, axis=-1)
    terms = []
    for i in range(len(Z)):
        own = d[i][(y == y[i]) & (d[i] > 0)]
        others = d[i][y != y[i]]
        if len(own) and len(others):
            terms.append(max(0, margin + own.max() - others.min()))
    return np.mean(terms) if terms else 0.0


# %% 3/4 overlooks a negative that equals the anchor
def triplet(Z, y, margin):
    d = np.linalg.norm(Z[:, None] - Z, axis=-1)
    terms = []
    for i in range(len(Z)):
        own = [d[i, j] for j in range(len(Z)) if j != i and y[j] == y[i]]
        others = d[i][(y != y[i]) & (d[i] > 0)]
        if len(own) and len(others):
            terms.append(max(0, margin + max(own) - others.min()))
    return np.mean(terms) if terms else 0.0


# %% 3/4 adds 1000 to the distances of one's own, and takes the least
def triplet(Z, y, margin):
    d = np.linalg.norm(Z[:, None] - Z, axis=-1)
    same = y[:, None] == y
    far = (d * same).max(axis=1)
    near = (d + 1e3 * same).min(axis=1)
    kept = (same.sum(axis=1) > 1) & (same.sum(axis=1) < len(y))
    if not kept.any():
        return 0.0
    return np.mean(np.maximum(0, margin + far - near)[kept])


# %% 4/4 by PyTorch, masks filled with infinity, a tensor of one number
def triplet(Z, y, margin):
    import torch

    Z, y = torch.tensor(Z), torch.tensor(y)
    D = (Z[:, None] - Z).pow(2).sum(-1).sqrt()
    same = y[:, None] == y
    positive = same & ~torch.eye(len(y), dtype=torch.bool)
    kept = positive.any(1) & (~same).any(1)
    if not kept.any():
        return torch.tensor(0.0)
    far = D.masked_fill(~positive, -1).amax(1)
    near = D.masked_fill(same, float("inf")).amin(1)
    return (margin + far - near).clamp(min=0)[kept].mean()
