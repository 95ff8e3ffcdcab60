/**
 * A photograph on its way into a report: no wider or higher than 1600 pixels, and without
 * what the camera wrote into it, since only what is seen is drawn anew.
 */

const MOST = 1600;
const HEAVY = 1.5e6;

/** @param {Blob} file @returns {Promise<Blob>} */
export async function reduced(file) {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, MOST / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const drawn = (/** @type {string} */ type) =>
    new Promise((/** @type {(blob: Blob) => void} */ done, fail) =>
      canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error(type))), type, 0.85),
    );
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  // Drawings stay sharp, and what is transparent stays so; what is heavy is a photograph.
  if (file.type === 'image/png' || file.type === 'image/gif') {
    const sharp = await drawn('image/png');
    if (sharp.size <= HEAVY) return sharp;
  }
  pen.globalCompositeOperation = 'destination-over';
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  return drawn('image/jpeg');
}

/** The name of a file with the ending of what it became. @param {string} name @param {string} type */
export const nameFor = (name, type) => `${name.replace(/\.[^.]*$/, '') || 'tu'}.${type === 'image/png' ? 'png' : 'jpg'}`;
