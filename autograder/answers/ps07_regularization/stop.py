# %% 3/3 counts the epochs without a new lowest
def stop(losses, patience):
    best, lowest, waited = 0, losses[0], 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < lowest:
            best, lowest, waited = epoch, losses[epoch], 0
        else:
            waited += 1
            if waited == patience:
                return best, epoch
    return best, len(losses) - 1


# %% 3/3 argmin of each beginning
def stop(losses, patience):
    for end in range(len(losses)):
        keep = int(np.argmin(losses[: end + 1]))
        if end - keep >= patience:
            return keep, end
    return keep, end


# %% 3/3 looks from each new lowest to the next
def stop(losses, patience):
    keep = 0
    while True:
        later = np.flatnonzero(losses[keep + 1 : keep + 1 + patience] < losses[keep])
        if not len(later):
            return [keep, min(keep + patience, len(losses) - 1)]
        keep += 1 + int(later[0])


# %% 0/3 keeps the last epoch, not the best
def stop(losses, patience):
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return epoch, epoch


# %% 0/3 the best of all epochs, as if one could look ahead
def stop(losses, patience):
    best = int(np.argmin(losses))
    return best, min(best + patience, len(losses) - 1)


# %% 0/3 waits one epoch too long
def stop(losses, patience):
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        if epoch - best > patience:
            break
    return best, epoch


# %% 1/3 an equal loss counts as an improvement
def stop(losses, patience):
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] <= losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return best, epoch


# %% 1/3 compares with the epoch before, not with the lowest
def stop(losses, patience):
    best, waited = 0, 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        waited = waited + 1 if losses[epoch] >= losses[epoch - 1] else 0
        if waited == patience:
            return best, epoch
    return best, len(losses) - 1


# %% 0/3 counts epochs from 1
def stop(losses, patience):
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return best + 1, epoch + 1


# %% 0/3 never resets the count
def stop(losses, patience):
    best, waited = 0, 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        else:
            waited += 1
        if waited >= patience:
            return best, epoch
    return best, epoch


# %% 0/3 end before the best
def stop(losses, patience):
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return epoch, best


# %% 0/3 looks for the highest: an accuracy, not a loss
def stop(losses, patience):
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] > losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return best, epoch


# %% 3/3 running minima, all at once
def stop(losses, patience):
    low = np.minimum.accumulate(losses)
    new = np.append(True, losses[1:] < low[:-1])
    best = np.maximum.accumulate(np.where(new, np.arange(len(losses)), 0))
    late = np.flatnonzero(np.arange(len(losses)) - best >= patience)
    end = late[0] if len(late) else len(losses) - 1
    return best[end], end


# %% 3/3 a generator and next
def stop(losses, patience):
    def best(end):
        return min(range(end + 1), key=lambda e: (losses[e], e))

    last = len(losses) - 1
    end = next((e for e in range(last) if e - best(e) >= patience), last)
    return best(end), end


# %% 3/3 recursion from each new lowest
def stop(losses, patience, keep=0):
    last = len(losses) - 1
    for epoch in range(keep + 1, min(keep + patience, last) + 1):
        if losses[epoch] < losses[keep]:
            return stop(losses, patience, epoch)
    return keep, min(keep + patience, last)


# %% 3/3 patience counted down, from infinity
def stop(losses, patience):
    lowest, keep, left, epoch = float("inf"), -1, patience, -1
    while left and epoch + 1 < len(losses):
        epoch += 1
        if losses[epoch] < lowest:
            lowest, keep, left = losses[epoch], epoch, patience
        else:
            left -= 1
    return keep, epoch


# %% 3/3 lists, and index
def stop(losses, patience):
    seen = []
    for loss in losses.tolist():
        seen.append(loss)
        if len(seen) - 1 - seen.index(min(seen)) == patience:
            break
    return seen.index(min(seen)), len(seen) - 1


# %% 3/3 windows of length patience
def stop(losses, patience):
    for end in range(patience, len(losses)):
        before, after = (
            losses[: end - patience + 1],
            losses[end - patience + 1 : end + 1],
        )
        if not (after < before.min()).any() and before.argmin() == end - patience:
            return int(before.argmin()), end
    return int(np.argmin(losses)), len(losses) - 1


# %% 3/3 PyTorch's argmin of each beginning, as NumPy's integers
def stop(losses, patience):
    import torch

    curve = torch.tensor(losses)
    for end in range(len(curve)):
        low = curve[: end + 1].min()
        keep = int(torch.nonzero(curve[: end + 1] == low)[0])
        if end - keep >= patience:
            break
    return np.int32(keep), np.int32(end)


# %% 3/3 long doubles and an array of two
def stop(losses, patience):
    losses = np.asarray(losses, dtype=np.longdouble)
    best, epoch = 0, 0
    while epoch - best < patience and epoch + 1 < len(losses):
        epoch += 1
        best = epoch if losses[epoch] < losses[best] else best
    return np.array([best, epoch])


# %% 0/3 one epoch too few
def stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best == patience - 1:
            break
    return best, epoch


# %% 0/3 one epoch too many
def stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best == patience + 1:
            break
    return best, epoch


# %% 0/3 patience in a row of rising losses
def stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch >= patience and all(
            losses[e] > losses[e - 1] for e in range(epoch - patience + 1, epoch + 1)
        ):
            break
    return best, epoch


# %% 0/3 stops at the first loss that is not lower
def stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best == 1:
            break
    return best, epoch


# %% 0/3 ignores patience: runs to the end
def stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if False:
            break
    return best, epoch


# %% 0/3 the fixed patience of the example
def stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best == 2:
            break
    return best, epoch


# %% 0/3 stops after patience epochs in all
def stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch == patience:
            break
    return best, epoch


# %% 2/3 an improvement must be at least 0.001
def stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best] - 1e-3:
            best = epoch
        if epoch - best == patience:
            break
    return best, epoch


# %% 2/3 an improvement must be at least one part in a thousand
def stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best] * 0.999:
            best = epoch
        if epoch - best == patience:
            break
    return best, epoch


# %% 2/3 an improvement must be at least 1e-8, as a library has it
def stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best] - 1e-8:
            best = epoch
        if epoch - best == patience:
            break
    return best, epoch


# %% 1/3 keeps the last of equal losses, and does not reset
def stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    low = min(losses[: epoch + 1])
    return max(e for e in range(epoch + 1) if losses[e] == low), epoch


# %% 0/3 keeps the lowest of all losses, ends as asked
def stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return int(np.argmin(losses)), epoch


# %% 0/3 returns the lowest loss in place of its epoch
def stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return losses[best], epoch


# %% 0/3 returns the number of epochs made
def stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return best, epoch + 1


# %% 0/3 counts the epoch to keep from 1
def stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return best + 1, epoch


# %% 0/3 returns the epoch to keep only
def stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return best


# %% 0/3 returns the end only
def stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return epoch


# %% 2/3 floats
def stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return float(best), float(epoch)


# %% 0/3 returns the wait in place of the end
def stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return best, epoch - best


# %% 0/3 ends where the lowest is, plus patience, also beyond the last epoch
def stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return best, best + patience


# %% 0/3 ends before the epoch that shows it
def stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return best, epoch - (epoch - best == patience)


# %% 0/3 the count starts at the first epoch, as if nothing had been seen
def stop(losses, patience):
    best = -1
    for epoch, loss in enumerate(losses):
        if loss < (losses[best] if best >= 0 else losses[0]):
            best = epoch
        if epoch - best == patience:
            break
    return best, epoch


# %% 0/3 lowest starts at 1
def stop(losses, patience):
    best, low = 0, 1.0
    for epoch, loss in enumerate(losses):
        if loss < low:
            best, low = epoch, loss
        if epoch - best == patience:
            break
    return best, epoch


# %% 2/3 lowest starts at 100
def stop(losses, patience):
    best, low = 0, 100.0
    for epoch, loss in enumerate(losses):
        if loss < low:
            best, low = epoch, loss
        if epoch - best == patience:
            break
    return best, epoch


# %% 0/3 compares with the mean of the losses so far
def stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < np.mean(losses[: epoch + 1]):
            best = epoch
        if epoch - best == patience:
            break
    return best, epoch


# %% 0/3 smooths the losses with the one before
def stop(losses, patience):
    losses = np.append(losses[:1], (losses[1:] + losses[:-1]) / 2)
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return best, epoch


# %% 2/3 rounds losses to two digits
def stop(losses, patience):
    losses = np.round(losses, 2)
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return best, epoch


# %% 1/3 absolute values: losses below 0 count as large
def stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if abs(loss) < abs(losses[best]):
            best = epoch
        if epoch - best == patience:
            break
    return best, epoch


# %% 0/3 the last epoch is never looked at
def stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses[:-1] if len(losses) > 1 else losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return best, epoch


# %% 0/3 the first epoch is never kept
def stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return max(best, min(1, len(losses) - 1)), epoch


# %% 2/3 needs two epochs at least
def stop(losses, patience):
    losses[1]
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return best, epoch


# %% 2/3 sorts the losses in place
def stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    losses.sort()
    return best, epoch


# %% 2/3 overwrites what has been seen
def stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            losses[best + 1 : epoch] = np.inf
            best = epoch
        if epoch - best == patience:
            break
    return best, epoch


# %% 1/3 a patience that is used up, not reset
def stop(losses, patience):
    best, waited = 0, 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        waited += epoch > 0 and best != epoch
        if waited == patience:
            break
    return best, epoch


# %% 1/3 resets only if the loss is lower than the one before
def stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if epoch and loss < losses[epoch - 1]:
            best = epoch
        if epoch - best == patience:
            break
    return best, epoch


# %% 0/3 keeps the weights from patience epochs before the end
def stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return max(epoch - patience, 0), epoch


# %% 0/3 only stops at a multiple of patience
def stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best >= patience and epoch % patience == 0:
            break
    return best, epoch


# %% 0/3 the end of the curve in place of the epoch it stopped
def stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return best, len(losses) - 1


# %% 1/3 equal losses count as neither
def stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if sum(losses[e] > losses[best] for e in range(best, epoch + 1)) == patience:
            break
    return best, epoch
