import "@vonage/auth";
import "@vonage/voice";
import "@vonage/jwt";
