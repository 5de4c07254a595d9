/** The sound of a recording: one tone per channel, so that a player shows that there is sound. */
export interface AudioFile {
  readonly type: "audio/wav" | "audio/mpeg";
  readonly size: number;
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
}

const sampleRate = 8_000;
const toneHz = [440, 660] as const;
const chunkMs = 1_000;

/** 16-bit PCM at 8 kHz, made while it is read: an hour takes no memory. */
export function wavFile(durationMs: number, channels: 1 | 2): AudioFile {
  const frames = Math.round((durationMs * sampleRate) / 1000);
  const dataSize = frames * channels * 2;
  let frame = 0;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (controller) => controller.enqueue(wavHeader(dataSize, channels)),
    pull(controller) {
      const count = Math.min((chunkMs * sampleRate) / 1000, frames - frame);
      if (count <= 0) return controller.close();
      const samples = new DataView(new ArrayBuffer(count * channels * 2));
      for (let index = 0; index < count; index += 1) {
        for (let channel = 0; channel < channels; channel += 1) {
          const phase = (2 * Math.PI * (toneHz[channel] ?? 440) * (frame + index)) / sampleRate;
          samples.setInt16((index * channels + channel) * 2, Math.round(Math.sin(phase) * 3000), true);
        }
      }
      frame += count;
      controller.enqueue(new Uint8Array(samples.buffer));
    },
  });
  return { type: "audio/wav", size: 44 + dataSize, body };
}

function wavHeader(dataSize: number, channels: number): Uint8Array<ArrayBuffer> {
  const header = new DataView(new ArrayBuffer(44));
  const text = (at: number, value: string) => {
    for (let index = 0; index < value.length; index += 1) header.setUint8(at + index, value.charCodeAt(index));
  };
  text(0, "RIFF");
  header.setUint32(4, 36 + dataSize, true);
  text(8, "WAVEfmt ");
  header.setUint32(16, 16, true);
  header.setUint16(20, 1, true);
  header.setUint16(22, channels, true);
  header.setUint32(24, sampleRate, true);
  header.setUint32(28, sampleRate * channels * 2, true);
  header.setUint16(32, channels * 2, true);
  header.setUint16(34, 16, true);
  text(36, "data");
  header.setUint32(40, dataSize, true);
  return new Uint8Array(header.buffer);
}

/** MPEG 2.5 Layer III at 8 kHz and 8 kbit/s: a frame is 72 ms in 72 bytes. */
const mp3Frame = { bytes: 72, ms: 72 };
const mp3Header = { 1: [0xff, 0xe3, 0x18, 0xc4], 2: [0xff, 0xe3, 0x18, 0x04] } as const;

/** An MP3 of silence: frames whose side information says that they hold no sound. */
export function mp3File(durationMs: number, channels: 1 | 2): AudioFile {
  const frames = Math.max(1, Math.round(durationMs / mp3Frame.ms));
  let frame = 0;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      const count = Math.min(1_000, frames - frame);
      if (count <= 0) return controller.close();
      const bytes = new Uint8Array(count * mp3Frame.bytes);
      for (let index = 0; index < count; index += 1) bytes.set(mp3Header[channels], index * mp3Frame.bytes);
      frame += count;
      controller.enqueue(bytes);
    },
  });
  return { type: "audio/mpeg", size: frames * mp3Frame.bytes, body };
}
