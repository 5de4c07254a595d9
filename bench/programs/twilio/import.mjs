import "twilio";
