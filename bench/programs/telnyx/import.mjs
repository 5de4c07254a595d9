import "telnyx";
