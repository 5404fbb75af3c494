/**
 * Words for names and numbers.
 */
const NAMES = {
  xor: "XOR", circle: "Circle", spirals: "Spirals", gauss: "Gauss", plane: "Plane",
  waves: "Waves", own: "Own", relu: "ReLU", elu: "ELU", sgd: "SGD", rmsprop: "RMSProp",
  adagrad: "AdaGrad", lecun: "LeCun", glorot: "Glorot", he: "He", numpy: "NumPy",
  jax: "JAX", torch: "PyTorch", x1: "x₁", x2: "x₂", "x1^2": "x₁²", "x2^2": "x₂²",
  "x1*x2": "x₁x₂", "sin(x1)": "sin x₁", "sin(x2)": "sin x₂",
};
export const nameOf = (key) => NAMES[key] ?? key[0].toUpperCase() + key.slice(1);

const minus = (text) => text.replace("-", "−");
export const short = (value) =>
  Number.isFinite(value) ? minus(value.toFixed(value && Math.abs(value) < 0.1 ? 3 : 2)) : "–";
export const loss = (value) => (Number.isFinite(value) ? value.toFixed(3) : "–");
export const grouped = (value) => Math.round(value).toLocaleString("en");
