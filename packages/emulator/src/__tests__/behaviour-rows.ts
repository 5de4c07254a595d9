/**
 * Which tests show a behaviour: one line per row of the README's table, without the marks of code, then the titles of its tests.
 * A line without tests names a part of the table.
 */
const lines = `
Requests
Bearer key; no or another key is 401/10009 => without a key is refused with 401 and 10009, or with 404 where the behaviour is set so | with another key is refused with 401
no key as 404/10005 (missingKeyStatus) => without a key is refused with 401 and 10009, or with 404 where the behaviour is set so
body of an error: code as text, title, detail, source for parameters => with the body %j is refused with %s at %s | with a bad query is refused with the parameter
voice refusals carry neither source nor meta; 90034 names the command => is refused before the answer with 90034 that names the command
one error at a time; the first field that is wrong => with the body %j is refused with %s at %s
required 10004, enum 10032, range 10033, types 10020 and 10026, length 10025, JSON 10023, UTF-8 10028, filter 10031 => with the body %j is refused with %s at %s | with the body %s is refused with %s and %s | with bytes that are not UTF-8, or another content type, is refused | with a bad query is refused with the parameter
422 for the codes whose status nobody states => refuses %j with %s
404/10005 for what the vendor does not have; 501 with x-should-retry: false for what the emulator lacks (fallback) => is 404 where the vendor does not have it either | is 501 where the vendor has it, and tells clients not to repeat it | can be answered by the test
voices of no provider 90012; what the basic level does not speak 90011 to 90013 => %s with %j: %s | and not for the voice %s
headers with line breaks 10015; a dial to an empty list 10004 => %s with %j: %s | a dial with %j
unknown properties are ignored; the timeline warns and names them => is a warning that names it, however deep it is | with a property that the platform does not know is accepted
unknown call 422/90015 with a pointer (unknownCallStatus) => to an unknown call are refused with 90015, or 404 where the behaviour is set so
ended call 422/90018, for ten minutes, then 90015 => on an ended call are refused with 90018, and after ten minutes with 90015
media commands before the answer 422/90034 => %s is refused with 90034 while the call rings
order: key, route, JSON, call, repeat, ended, fields, answered, rules => on an ended call are refused with 90018, and after ten minutes with 90015 | with a command_id that was used within 60 seconds are ignored and answered as the first
commands without required fields take an empty body => hangup and client_state_update need no answer, in neither direction
x-ratelimit-* headers, reset in seconds, no Retry-After => gets a request id and the rate limit headers with its answer
30 dials a second, counted over five: 429/90103 => beyond 30 a second, counted over five seconds, is refused with 429 and 90103
its title and detail => beyond 30 a second, counted over five seconds, is refused with 429 and 90103
lists: page[number], page[size] 20 to 250; active calls by cursor; media without pages => are listed by pages, found, changed and deleted with their last state | active calls are listed by cursor
recordings and SIPREC connectors use the status as the code => are listed with filters and deleted one by one and many at once | SIPREC connectors are created, found, changed and deleted
GET /public_key answers { data: { public } } => the public key is the one that webhooks are signed with

Repeats and state
a command_id is ignored for 60 s on its call; dials among dials => with a command_id that was used within 60 seconds are ignored and answered as the first | with a repeated command_id gives the ids of the first call
the repeat is answered like the first; refusals use up nothing; another command with the id is ignored too => with a command_id that was used within 60 seconds are ignored and answered as the first
client_state on all later events, null before, per leg => carry client_state into later events, until it is changed
only standard base64 with padding, up to 64 KiB => refuse the client_state %j with 90017

Calls
inbound: parked until answered or rejected; no ringing event => is parked, and carries what recorded webhooks carry | rings until the caller's patience ends
state and direction on call.initiated only; start_time is when it began to ring, and not on outgoing call.initiated => call.initiated has a start_time for inbound legs only | has neither state nor direction on answered and hangup events, and one start_time throughout
calling_party_type on every event of a call => is parked, and carries what recorded webhooks carry
ids: v3: and 54 characters; version 1 UUIDs for legs and sessions; keys in alphabetical order; microseconds => ids have the forms of recorded ones | carries the headers and the keys of recorded ones, in alphabetical order
dial: 200, not alive; reported after 0.49 s => responds with 200 and a call that is not alive yet, then reports it
to as a list: all ring, the first answer wins => to a list rings all of them: the first answer wins, the others are cancelled
the others end as originator_cancel; the response names the first => to a list rings all of them: the first answer wins, the others are cancelled
timeout_secs 5 to 600, default 30: timeout, or no_answer without retry_on_timeout => gives up after timeout_secs; with retry_on_timeout %s the cause is %s | rings for 30 seconds, and talks for four hours, where nothing else is said
time_limit_secs from the answer: time_limit => ends at time_limit_secs after the answer
source unknown and SIP 408 or unspecified for both => gives up after timeout_secs; with retry_on_timeout %s the cause is %s | ends at time_limit_secs after the answer
hangup by API: source caller on outbound, callee on inbound legs => an API hangup of an outbound leg has the caller as its source | an inbound call is answered, greeted, recorded and hung up
the party hangs up: 200; gives up: originator_cancel, 487, no quality numbers => that the person ends is normal_clearing by the caller with 200 | ends as originator_cancel when the caller gives up, without quality numbers
busy 486, declined 603, unknown 404, account telnyx_error with 403 => a callee that does %s ends the call
reject: CALL_REJECTED, USER_BUSY => that is rejected with %s ends as %s
answer on outbound 90102 => answer is refused with 90102 on an outbound call and on an answered one
answer twice, reject after the answer: 90102 => answer is refused with 90102 on an outbound call and on an answered one
refused by the account: the dial succeeds, the call ends => a callee that does %s ends the call
an application without an outbound voice profile: a dial is 403/10010 with telnyx_error D38 => where its application has no outbound voice profile: a dial and a transfer are 403 with D38
a transfer of such an application too => where its application has no outbound voice profile: a dial and a transfer are 403 with D38
a transfer's webhook_url is that of the new leg => the webhook_url of a transfer is that of the new leg
its audio_url plays to the destination before both are connected => transfer plays its audio to the destination before both are connected
a target that answered stays alone when its caller hangs up before the bridge (transferWithoutCaller) => whose caller hangs up while the target hears the audio leaves the target %s as the setting says
a caller whom nobody answered is answered by the bridge, from either side => a caller whom nobody answered rings on until the dialled side is there, and is answered by the bridge
transfer: same session, other leg reported, both bridged; a failure ends the new leg only => dials in the same session and bridges both when the other one answers | that fails ends the new leg only
transfer before the answer 90034 (transferUnanswered); its audio_url has no events => is refused before the answer, unless the behaviour is set otherwise | dials in the same session and bridges both when the other one answers
bridge: both legs reported; the end of one ends the other, or parks it => connects two calls, and the end of one ends the other | parks the leg that asked for it when the other one ends
the other end 20 ms later, with the opposite source => connects two calls, and the end of one ends the other
bridge waits for a target that rings; a second bridge takes the call out of the first => waits for a target that rings | takes a call out of another bridge, unless prevent_double_bridge forbids it
link_to, bridge_on_answer, bridge_intent, prevent_double_bridge, supervisors => linked to a call shares its session, and bridges on the answer | with bridge_intent shows the number of the linked caller | takes a call out of another bridge, unless prevent_double_bridge forbids it
a supervisor hears both sides; barge is heard by both, whisper by the supervised leg, monitor by nobody => a supervisor who dials in to %s hears both sides, and is heard as the role says | switch_supervisor_role changes who hears the supervisor, whose hangup changes nothing else
a supervisor's leg reports call.bridged; a role without supervision is 10015 => as a supervisor reports bridged too, and changes its role
end of a call: prompts, gather, streams, queue, call.hangup, conversation, recordings, cost => ends as call_hangup when the call ends | ends as call_hangup before the call ends | an inbound call is answered, greeted, recorded and hung up
first_command_timeout ends the call as normal_clearing => ends when no command comes within first_command_timeout_secs of its application
call.cost two seconds later, with invented prices => the cost of a call is reported where the application asks for it
hold and unhold when a SIP phone does it => a person on a SIP phone holds and takes back the call

Prompts
prompts queue, each with its own pair of events; stop all, current or overlay => plays consecutive files one after the other, each with its own pair of events | with stop current plays the next item at once, with stop all forgets the queue | lays an overlay over what plays, and refuses one where nothing plays
speech and files share the queue; what never started reports nothing; a loop is one pair => shares its queue with speech | with stop current plays the next item at once, with stop all forgets the queue | repeats a loop under one pair of events, for as long as all rounds take
speech at 16 characters a second after 1.36 s, with speak_id => takes about sixteen characters a second and carries a speak_id
what is accepted after a playback_stop plays => what is spoken after a stop plays, and what waited before it does not
playback_stop ends files as cancelled, speech as completed (stoppedSpeakStatus) => ends everything by default and only the current item with stop current | ends speech as %s where the behaviour is set so
a missing file ends as file_not_found without having started, or is 400/90040 (missingAudio) => reports a missing file as ended without having started | refuses a missing file with 90040 where the behaviour is set so
speech up to 3000 characters: 90010 => refuses more than 3000 characters with 90010

Gather
digits, terminating digit, all timeouts, tries and their bounds => ends at the terminating digit, which is not part of the digits | ends after timeout_millis in all: $status with a minimum of $minimum_digits | plays the prompt maximum_tries times without input, then times out | refuses the setting %j with %s
the terminating digit is not in digits; a wrong digit makes the end invalid => ends at the terminating digit, which is not part of the digits | collects a digit that is not valid, and is invalid at its end
a key interrupts the prompt and counts => is interrupted by the first key, which counts
every key is reported, in and outside a gather => keys are reported outside a gather too, but not before the answer | collects a digit that is not valid, and is invalid at its end
no input after all tries: timeout; wrong input: invalid; stopped or replaced: cancelled => plays the prompt maximum_tries times without input, then times out | speaks invalid_payload before the next try after wrong input, and is invalid in the end | is replaced by a second gather, and cancelled by stopGather with the digits so far
gather_using_speak reports no speech (gatherSpeakEvents) => collects after its prompt, which reports nothing | reports its prompt where the behaviour is set so
AI gather: ends with the last required value, or with the first one where none is required => ends when every required value was said, with partial results and history on the way | ends with the first value where none is required
conversation_insight_result (insightResult of an assistant): flat, without data, id and time, signed => sends the result of its insight group where the test asks for it: flat, without id and time, and signed
silence for user_response_timeout_ms: invalid; insights two seconds after an assistant ended => waits ten seconds for an answer where nothing else is said, and is dated by created_at | talks by its script and ends with insights
one AI session a call: 90061; created after 0.9 s, ended 50 ms after the hangup => is the only AI session of a call | the pauses between commands and events are those of recorded calls | starts with the answer, and its conversation ends after call.hangup

Recording
no id in the response of record_start; the id of answer and dial is that of the event => answer nothing but ok, and tell their id when they are saved | from the answer have the id that the response named
call.recording.saved with id, call and times, without numbers; only the recorded format => answer nothing but ok, and tell their id when they are saved
the address works for ten minutes and without a key => are a real %s file with %s channels, for ten minutes and without a key
saved 0.5 s after a stop, 1 s after a hangup; limits by length and silence; pauses left out => end at max_length, and after timeout_secs of silence | leave pauses out of their length | the pauses between commands and events are those of recorded calls
several at once => run beside each other and are chosen by recording_id
silence limits and transcription exclude each other: 90053, 90055 => conflicts with the silence limit of a recording, both ways

Machine detection
which mode reports what; detect_words without a beep: not_sure 30 s after the verdict => in mode %s with %j reports %j
verdict after 1.5 s (human) to 2.5 s (machine); what plays or gathers then is cancelled_amd => cuts off what plays and gathers when a machine answered

Services
streaming ends before call.hangup; a stream of an unanswered call is reported as stopped => starts and stops by command, and stops with the call before call.hangup | starts with the answer, and is reported as stopped where nobody answers
a fork replaces a stream, or is 90045 (forkWhileStreaming) => is replaced by a fork, or keeps it out
SIPREC needs a connector, else siprec.failed => starts to a connector that exists, and stops by command or with the call | fails without one
transcription: 90054 when one runs; interim results with confidence 0 => reports what the person says, with interim results where asked for
who hears whom, in bridges, conferences and under supervision: one rule => a supervisor who dials in to %s hears both sides, and is heard as the role says | who supervises a participant of a conference to %s is heard as in a bridge | hear each other unless they are muted or on hold
both_tracks: the outbound track carries what the application plays, as a tone where it is a prompt => carries a tone in %s while a prompt plays, and silence after it | carries what the application plays into the stream, and the other side of a bridge
frames of a stream may come out of order; chunk numbers each track (frame-reorder, frame-drop) => frame-reorder sends a frame behind the next one | frame-drop leaves a number out
media streams: connected, start, frames of 20 ms with counted numbers, dtmf, stop; audio, mark and clear taken back => introduces itself, and brings the audio of the call and its keys | sends silence while nobody speaks, a frame every 20 ms of its time | plays what the application sends back
errors 100003 to 100005 on the socket for what cannot be played; marks return when the audio before them was heard, or with clear => answers frames that it cannot use with an error | returns a mark when everything before it has been played, and at once at a clear
a stream_url that is no ws:// or wss:// is 10003 => %s with %j: %s | a dial with %j
the codec of the leg (codec of a call), in call.answered and in streams => announces the codec of the leg
raw audio without stream_bidirectional_mode rtp is heard by nobody => lets nobody hear raw audio where it was not switched to RTP, and says so
L16 has the low byte first; a server that closes ends the stream without an event of failure => is over when the application closes its socket
refer: 100, then the outcome => to a callee with %j ends as %s
refer while an outbound call rings: 90034 => is refused before the answer, unless the behaviour is set otherwise
queues: positions, waiting time, reasons, 90035 to 90038; calls stay after their hangup where keep_after_hangup says so => a call waits, and leaves by command, by timeout and with the call | are full at max_size, which later calls cannot change | stays in the queue after its hangup, and is taken out by a bridge that fails
a queue vanishes after five minutes without a call => are deleted while nobody waits, and vanish when they were empty for a while
an empty queue in a bridge: 90035 => give their head to a bridge

Conferences
created with a first call, its name lives once; joined by id, by command or by a dial's conference_config => begins with one call, takes others, and ends with the last of them | is found by its name, where the command takes one | are called into a conference by a dial
90033 for a name in use, 90019 on one that has ended, 90032 beyond max_participants, 90044 for a call that is in one already => takes one active conference of a name, a call once, and so many participants | hangs everybody up when it is ended, or when its host leaves
404/90058 for a conference that nobody made => is found by its name, where the command takes one
ends when all left, when a leg with end_conference_on_exit leaves, or by command; an event of each => begins with one call, takes others, and ends with the last of them | hangs everybody up when it is ended, or when its host leaves
soft_end_conference_on_exit: nobody joins any more, those who are in it stay => closes softly: nobody joins any more, those who are in it stay
the command's end is reported as all_left: the event has no other word => hangs everybody up when it is ended, or when its host leaves
hold with or without music, mute, barge, monitor, whisper; who hears whom => hear each other unless they are muted or on hold | with a role hear and are heard accordingly
hold and unhold are reported as call.hold and call.unhold of each leg => hear each other unless they are muted or on hold
prompts to all or to some, each with its pair of conference events; gathers; DTMF => is reported for the conference, or for the participants that were chosen | asks one participant for keys, and sends keys to all
recordings of a conference, with conference.recording.saved => is saved on stop and with the end, without the pauses, and is in the list of recordings
conference.floor.changed flat, without data => that speak take the floor, which comes flat as the vendor documents it
who speaks has the floor at once, also alone; an ended conference can be looked at for a day => who speaks alone in a conference has the floor | that speak take the floor, which comes flat as the vendor documents it

Webhooks
Ed25519 over time and body, data and meta, attempt and address => is signed so that the webhooks package accepts it | carries the headers and the keys of recorded ones, in alphabetical order
repeats keep id and payload and are signed anew; attempts count on at the failover address => is signed anew when it is retried | is retried with the same id after a failure, then goes to the failover address
address of the event, of the command, of the application; failover after two failures => goes to the address that a command named, for one event or for the call | is retried with the same id after a failure, then goes to the failover address
a list of addresses for an event in webhook_urls: it goes to each of them => goes to every address of a list, each with attempts of its own
one second before the second attempt, two before the last; webhook_retries_policies instead => follows the retry policy of its event
two seconds to answer, or webhook_timeout_secs => whose handler throws or is late is delivered again | waits for its answer as long as its application says
408, 429, 5xx, 3xx and silence are retried, other 4xx are not (retry4xx) => with the reply %s is sent %s times | with the reply 404 is retried if retry4xx is on
GET deliveries: the event in the query, an empty body signed => by GET carries the event in its query
call.conversation.created and start_failed => talks by its script and ends with insights | that starts with the answer and cannot is reported, and the call goes on
in order, once, unless faults say otherwise; the vendor promises neither => duplicate sends the same event twice | drop sends nothing, delay sends it late, and reorder behind later events
`;

/** Row of the README → titles of the tests that show it. */
export const shownBy: ReadonlyMap<string, readonly string[]> = new Map(
  lines.split("\n").flatMap((line) => {
    const [row = "", titles] = line.split(" => ");
    return titles === undefined ? [] : [[row, titles.split(" | ")] as const];
  }),
);
