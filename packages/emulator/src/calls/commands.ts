import { answered, anytime, type CallCommand } from "../api/call-command.js";
import {
  addAiAssistantMessages,
  gatherUsingAi,
  joinAiAssistant,
  startAiAssistant,
  startConversationRelay,
  stopAiAssistant,
  stopConversationRelay,
} from "./ai-commands.js";
import { answer } from "./answer.js";
import { bridge, unbridge } from "./bridge.js";
import { startFork, stopFork } from "./fork.js";
import { gather, gatherUsingAudio, gatherUsingSpeak, stopGather } from "./gather.js";
import { hangup } from "./hangup.js";
import { startPlayback, stopPlayback } from "./playback.js";
import { type EnqueueBody, enqueue, leaveQueueCommand } from "./queue.js";
import { pauseRecording, resumeRecording, startRecording, stopRecording } from "./recording.js";
import {
  refer,
  reject,
  sendDtmf,
  sendSipInfo,
  startNoiseSuppression,
  stopNoiseSuppression,
  switchSupervisorRole,
  updateClientState,
} from "./simple-commands.js";
import { startSiprec, stopSiprec } from "./siprec.js";
import { speak } from "./speak.js";
import { startStreaming, stopStreaming } from "./streaming.js";
import { startTranscription, stopTranscription } from "./transcription.js";
import { transfer } from "./transfer.js";

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
  "advanced.startNoiseSuppression": answered(startNoiseSuppression),
  "advanced.stopNoiseSuppression": answered(stopNoiseSuppression),
  "advanced.switchSupervisorRole": answered(switchSupervisorRole),
  "advanced.refer": anytime(refer),
  "queues.enqueue": answered<EnqueueBody>((platform, leg, body) =>
    enqueue(platform, leg, body, () => {
      leg.conference?.leave();
      unbridge(platform, leg);
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
