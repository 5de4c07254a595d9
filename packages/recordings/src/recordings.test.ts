import { testMethods } from "../../core/src/__tests__/test-methods.js";
import { createRecordings } from "./recordings.js";

const id = "3a5f0c1e-recording";
const connection_id = "1293384261075731499";
const configuration = {
  backend: "s3",
  bucket: "call-recordings",
  region: "eu-central-1",
  aws_access_key_id: "id",
  aws_secret_access_key: "secret",
} as const;

testMethods(
  createRecordings,
  {
    list: {
      given: [{ filter: { call_session_id: "s-1", created_at: { gte: "2026-01-02T03:04:05Z" } }, page: { size: 50 } }],
      sends: "GET /recordings?filter[call_session_id]=s-1&filter[created_at][gte]=2026-01-02T03:04:05Z&page[size]=50",
      answer: "page",
    },
    retrieve: { given: [id], sends: "GET /recordings/{recording_id}" },
    delete: { given: [id], sends: "DELETE /recordings/{recording_id}" },
    deleteMany: { given: [{ ids: [id] }], sends: "POST /recordings/actions/delete" },
    "transcriptions.list": {
      given: [{ filter: { recording_id: id } }],
      sends: `GET /recording_transcriptions?filter[recording_id]=${id}`,
      answer: "page",
    },
    "transcriptions.retrieve": {
      given: ["t-1"],
      sends: "GET /recording_transcriptions/{recording_transcription_id}",
    },
    "transcriptions.delete": {
      given: ["t-1"],
      sends: "DELETE /recording_transcriptions/{recording_transcription_id}",
    },
    "storageCredentials.create": {
      given: [connection_id, { backend: "s3", configuration }],
      sends: "POST /custom_storage_credentials/{connection_id}",
    },
    "storageCredentials.retrieve": {
      given: [connection_id],
      sends: "GET /custom_storage_credentials/{connection_id}",
    },
    "storageCredentials.update": {
      given: [connection_id, { backend: "s3", configuration }],
      sends: "PUT /custom_storage_credentials/{connection_id}",
    },
    "storageCredentials.delete": {
      given: [connection_id],
      sends: "DELETE /custom_storage_credentials/{connection_id}",
      answer: "nothing",
    },
  },
  ["download"],
);
