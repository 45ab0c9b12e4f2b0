const NOTE_S = 0.14;
const LOUD = 0.12;

/** Two notes, upwards for what went well: nothing has to be loaded for them. */
export function chime(isGood: boolean): void {
  const audio = new AudioContext();
  const notes = isGood ? [660, 880] : [440, 330];
  notes.forEach((hertz, i) => {
    const from = audio.currentTime + i * NOTE_S;
    const tone = new OscillatorNode(audio, { frequency: hertz });
    const gain = new GainNode(audio, { gain: LOUD });
    gain.gain.setTargetAtTime(0, from + NOTE_S / 2, NOTE_S / 4);
    tone.connect(gain).connect(audio.destination);
    tone.start(from);
    tone.stop(from + NOTE_S * 2);
    if (i === notes.length - 1) tone.onended = () => void audio.close();
  });
}
