import "@telnyx-kit/core";
import "@telnyx-kit/voice";
import "@telnyx-kit/webhooks";
