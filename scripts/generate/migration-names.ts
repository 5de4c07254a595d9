/** What an operation is called in the official SDK, and how its arguments differ from ours. */
export interface OfficialMethod {
  /** `calls.actions.answer`, without the client. */
  readonly name: string;
  /** What else changes, in Markdown. */
  readonly note?: string;
}

/** The release that the table was written against, and that the tests compare it with. */
export const officialVersion = "7.24.0";

const action = (name: string, note?: string): OfficialMethod => ({
  name: `calls.actions.${name}`,
  ...(note && { note }),
});
const pages = 'page: `{ "page[size]": 50 }` → `{ page: { size: 50 } }`';
const onePage = "one page there, all pages here: `for await`";

/**
 * The methods of the official SDK by the names of ours. Written by hand, because a name there can be had from its code only;
 * a test compares every line with the installed package, and names what is missing here.
 */
export const officialMethods: Readonly<Record<string, OfficialMethod>> = {
  "voice.dial": { name: "calls.dial" },
  "voice.answer": action("answer"),
  "voice.reject": action("reject"),
  "voice.bridge": action("bridge", "`call_control_id_to_bridge_with` → `call_control_id`"),
  "voice.transfer": action("transfer"),
  "voice.hangup": action("hangup"),
  "voice.retrieve": { name: "calls.retrieveStatus" },
  "voice.applications.list": { name: "callControlApplications.list", note: pages },
  "voice.applications.create": { name: "callControlApplications.create" },
  "voice.applications.retrieve": { name: "callControlApplications.retrieve" },
  "voice.applications.update": { name: "callControlApplications.update" },
  "voice.applications.delete": { name: "callControlApplications.delete" },
  "voice.activeCalls.list": {
    name: "connections.listActiveCalls",
    note: "goes by cursor: `{ page: { after, limit } }`, which `next()` and `for await` set",
  },
  "voice.events.list": { name: "callEvents.list", note: pages },
  "media.startPlayback": action("startPlayback"),
  "media.stopPlayback": action("stopPlayback"),
  "media.speak": action("speak"),
  "media.startRecording": action("startRecording"),
  "media.stopRecording": action("stopRecording"),
  "media.pauseRecording": action("pauseRecording"),
  "media.resumeRecording": action("resumeRecording"),
  "media.storage.list": { name: "media.list", note: onePage },
  "media.storage.upload": { name: "media.upload" },
  "media.storage.retrieve": { name: "media.retrieve" },
  "media.storage.update": { name: "media.update" },
  "media.storage.delete": { name: "media.delete" },
  "media.storage.download": { name: "media.download" },
  "gather.gather": action("gather"),
  "gather.gatherUsingSpeak": action("gatherUsingSpeak"),
  "gather.gatherUsingAudio": action("gatherUsingAudio"),
  "gather.gatherUsingAi": action("gatherUsingAI"),
  "gather.stopGather": action("stopGather"),
  "gather.startAiAssistant": action("startAIAssistant"),
  "gather.stopAiAssistant": action("stopAIAssistant"),
  "gather.addAiAssistantMessages": action("addAIAssistantMessages"),
  "gather.joinAiAssistant": action("joinAIAssistant"),
  "gather.startConversationRelay": action("startConversationRelay"),
  "gather.stopConversationRelay": action("stopConversationRelay"),
  "advanced.updateClientState": action("updateClientState"),
  "advanced.sendDtmf": action("sendDtmf"),
  "advanced.sendSipInfo": action("sendSipInfo"),
  "advanced.startSiprec": action("startSiprec"),
  "advanced.stopSiprec": action("stopSiprec"),
  "advanced.startNoiseSuppression": action("startNoiseSuppression"),
  "advanced.stopNoiseSuppression": action("stopNoiseSuppression"),
  "advanced.switchSupervisorRole": action("switchSupervisorRole"),
  "advanced.refer": action("refer"),
  "advanced.siprecConnectors.create": { name: "siprecConnectors.create" },
  "advanced.siprecConnectors.retrieve": { name: "siprecConnectors.retrieve" },
  "advanced.siprecConnectors.update": { name: "siprecConnectors.update" },
  "advanced.siprecConnectors.delete": { name: "siprecConnectors.delete" },
  "recordings.list": { name: "recordings.list", note: pages },
  "recordings.retrieve": { name: "recordings.retrieve" },
  "recordings.delete": { name: "recordings.delete" },
  "recordings.deleteMany": { name: "recordings.actions.delete" },
  "recordings.transcriptions.list": { name: "recordingTranscriptions.list", note: onePage },
  "recordings.transcriptions.retrieve": { name: "recordingTranscriptions.retrieve" },
  "recordings.transcriptions.delete": { name: "recordingTranscriptions.delete" },
  "recordings.storageCredentials.retrieve": { name: "customStorageCredentials.retrieve" },
  "recordings.storageCredentials.create": { name: "customStorageCredentials.create" },
  "recordings.storageCredentials.update": { name: "customStorageCredentials.update" },
  "recordings.storageCredentials.delete": { name: "customStorageCredentials.delete" },
  "webhooks.deliveries.list": { name: "webhookDeliveries.list", note: pages },
  "webhooks.deliveries.retrieve": { name: "webhookDeliveries.retrieve" },
};
