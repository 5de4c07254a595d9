import {
  addAiAssistantMessages,
  gatherUsingAi,
  joinAiAssistant,
  startAiAssistant,
  startConversationRelay,
  stopAiAssistant,
  stopConversationRelay,
} from "../../calls/ai-commands.js";
import { answer } from "../../calls/answer.js";
import { bridge, unbridge } from "../../calls/bridge.js";
import { startFork, stopFork } from "../../calls/fork.js";
import { gather, gatherUsingAudio, gatherUsingSpeak, stopGather } from "../../calls/gather.js";
import { hangup } from "../../calls/hangup.js";
import { startPlayback, stopPlayback } from "../../calls/playback.js";
import { type EnqueueBody, enqueue, leaveQueueCommand } from "../../calls/queue.js";
import { pauseRecording, resumeRecording, startRecording, stopRecording } from "../../calls/recording.js";
import {
  refer,
  reject,
  sendDtmf,
  sendSipInfo,
  suppressNoise,
  switchSupervisorRole,
  updateClientState,
} from "../../calls/simple-commands.js";
import { startSiprec, stopSiprec } from "../../calls/siprec.js";
import { speak } from "../../calls/speak.js";
import { startStreaming, stopStreaming } from "../../calls/streaming.js";
import { startTranscription, stopTranscription } from "../../calls/transcription.js";
import { transfer } from "../../calls/transfer.js";
import { answered, anytime, type CallCommand } from "./call-command.js";

/** The commands of a call, by domain and method. */
export const callCommands: Readonly<Record<string, CallCommand>> = {
  "voice.answer": anytime(answer),
  "voice.reject": anytime(reject),
  "voice.hangup": anytime(hangup),
  "voice.bridge": answered(bridge),
  "voice.transfer": anytime(transfer),
  "media.startPlayback": answered(startPlayback),
  "media.stopPlayback": answered(stopPlayback),
  "media.speak": answered(speak),
  "media.startRecording": answered(startRecording),
  "media.stopRecording": answered(stopRecording),
  "media.pauseRecording": answered(pauseRecording),
  "media.resumeRecording": answered(resumeRecording),
  "gather.gather": answered(gather),
  "gather.gatherUsingSpeak": answered(gatherUsingSpeak),
  "gather.gatherUsingAudio": answered(gatherUsingAudio),
  "gather.gatherUsingAi": answered(gatherUsingAi),
  "gather.stopGather": answered(stopGather),
  "gather.startAiAssistant": answered(startAiAssistant),
  "gather.stopAiAssistant": answered(stopAiAssistant),
  "gather.addAiAssistantMessages": answered(addAiAssistantMessages),
  "gather.joinAiAssistant": answered(joinAiAssistant),
  "gather.startConversationRelay": answered(startConversationRelay),
  "gather.stopConversationRelay": answered(stopConversationRelay),
  "advanced.updateClientState": anytime(updateClientState),
  "advanced.sendDtmf": answered(sendDtmf),
  "advanced.sendSipInfo": answered(sendSipInfo),
  "advanced.startSiprec": answered(startSiprec),
  "advanced.stopSiprec": answered(stopSiprec),
  "advanced.startNoiseSuppression": answered(suppressNoise),
  "advanced.stopNoiseSuppression": answered(suppressNoise),
  "advanced.switchSupervisorRole": answered(switchSupervisorRole),
  "advanced.refer": anytime(refer),
  "queues.enqueue": answered<EnqueueBody>((world, leg, body) =>
    enqueue(world, leg, body, () => {
      leg.conference?.leave();
      unbridge(world, leg);
    }),
  ),
  "queues.leave": answered(leaveQueueCommand),
  "streaming.startStreaming": answered(startStreaming),
  "streaming.stopStreaming": answered(stopStreaming),
  "streaming.startTranscription": answered(startTranscription),
  "streaming.stopTranscription": answered(stopTranscription),
  "streaming.startFork": answered(startFork),
  "streaming.stopFork": answered(stopFork),
};
