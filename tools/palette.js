// Run by palette.py in a blank page: a picture as numbers of a palette.
async (source) => {
  const image = new Image();
  image.src = source;
  await image.decode();
  const { width, height } = image;
  const context = new OffscreenCanvas(width, height).getContext("2d");
  context.drawImage(image, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
  const counts = new Map();
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const parts = (colour) => [colour & 255, (colour >> 8) & 255, (colour >> 16) & 255];
  const weight = ([colour, count]) => count * (1 + Math.max(...parts(colour)) - Math.min(...parts(colour)));
  const palette = [...counts].sort((one, other) => weight(other) - weight(one)).slice(0, 256).map(([colour]) => colour);
  const known = palette.map(parts);
  const nearest = new Map(palette.map((colour, at) => [colour, at]));
  for (const colour of counts.keys()) {
    if (nearest.has(colour)) continue;
    const [r, g, b] = parts(colour);
    let best = 0, least = Infinity;
    known.forEach(([x, y, z], at) => {
      const far = (x - r) ** 2 + (y - g) ** 2 + (z - b) ** 2;
      if (far < least) [best, least] = [at, far];
    });
    nearest.set(colour, best);
  }
  const lines = new Uint8Array((width + 1) * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) lines[y * (width + 1) + 1 + x] = nearest.get(pixels[y * width + x]);
  let text = "";
  for (let at = 0; at < lines.length; at += 8192) text += String.fromCharCode(...lines.subarray(at, at + 8192));
  return { width, height, palette: known.flat(), lines: btoa(text) };
}
