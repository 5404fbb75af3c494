"""Questions to answer before going on. What moves is shown by nncourse.live."""

from .predict import Predict

__all__ = ["Predict"]

# Each was a function here in the first edition, and made controls for a view.
OLD = {
    "activation": "Activation(z, curves)",
    "agreement": "Agreement(kernel, networks, y)",
    "boundary": "Boundary(X, y, path, xlabel, ylabel)",
    "certainty": "Certainty(X, y, w, b)",
    "chain": "Chain(frames)",
    "circle_kernel": "CircleKernel(angle, kernels, limit)",
    "curves": "Curves(x, ys, xlabel, ylabel)",
    "descent": "Descent(w, b, loss, paths, losses)",
    "double_descent": "DoubleDescent(features, sweeps, ridges, examples)",
    "embedding": "Embedding(frames, y, names)",
    "film": "Regions(score, frames, X, y)",
    "folding": "Folding(X, y, W, b, v)",
    "forward_pass": "ForwardPass(stages)",
    "graph": "Graph(nodes, edges)",
    "knots": "Knots(x, target, fits)",
    "label_noise": "LabelNoise(losses, train, test)",
    "measured": "Measured(quantities, size)",
    "memorizing": "Memorizing(n, curves, inputs)",
    "models": "Structure.of_models(named)",
    "neighbours": "Neighbours(X, y, spaces)",
    "neuron_line": "NeuronLine(X, y)",
    "patience": "Patience(validation, accuracy, stop)",
    "penalties": "Penalties(runs)",
    "propagation": "Propagation(signal, theory, W, X, activations)",
    "recorded": "Structure.of_tensors(results, what)",
    "rescaled": "Rescaled(w1, w2, losses, paths, heights, ratios)",
    "saturation": "Saturation(z, slopes)",
    "sawtooth": "Sawtooth(x, teeth, shallow)",
    "separable": "Separable(points, measured, formula)",
    "softmax": "Softmax(logits, names)",
    "starts": "Starts(steps, losses, level, ylim)",
    "template": "Template(X, y, W, b, names)",
    "thinned": "Thinned(sizes, draws)",
    "tickets": "Tickets(shares, accuracy, masks)",
    "train_test": "TrainTest(side, scores, X, y, n, right)",
    "trajectories": "Trajectories(x, y, z, paths, heights, xlabel, ylabel)",
    "twins": "Twins(X, y, runs, losses)",
    "walks": "Walks(walk, xlim, ylim)",
    "widths": "Starts(steps, losses, level, ylim)",
    "worked_network": "WorkedNetwork(x, W, V, run)",
}


def __getattr__(name: str):
    if name in OLD:
        raise AttributeError(
            f"widgets.{name} is gone. Write explore(views.{OLD[name]}) now, after "
            "`from nncourse.live import explore`."
        )
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
