/**
 * What is known of the platform, and where that is shown: by which tests, or by which words of the README's list of what
 * is not emulated. One line a behaviour: the rows of our notes it comes from, each with the start of its SHA-256; the
 * behaviour; then `= title of a test`, `- words of the README`, or `~ reason` for what is nothing to emulate.
 */
export interface Behaviour {
  readonly rows: readonly string[];
  readonly behaviour: string;
  readonly tests: readonly string[];
  readonly notEmulated: readonly string[];
  readonly nothingToEmulate: readonly string[];
}

function read(line: string): Behaviour {
  const [rows = "", behaviour = "", ...shown] = line.split(" | ");
  const marked = (mark: string) => shown.filter((text) => text.startsWith(mark)).map((text) => text.slice(2));
  return {
    rows: rows.split(" "),
    behaviour,
    tests: marked("= "),
    notEmulated: marked("- "),
    nothingToEmulate: marked("~ "),
  };
}

const sources = `
0#1:1d56 0#2:e28e 0#3:4d17 0#4:6607 0#5:b846 0#6:6d7a 0#7:e945 0#8:f868 0#9:e73f 0#10:8ca1 0#11:aa44 0#12:48b5 0#13:1f64 0#14:63e7 0#15:e0d7 0#16:a707 0#17:1700 0#18:ebcb 0#19:c31b 0#20:32d6 0#21:1a0a 0#22:7ea3 0#23:3d4e 0#24:4949 0#25:350e 0#26:b779 0#27:d8dd 0#28:2174 0#29:42ee 0#30:8522 0#31:83e8 0#32:8bb0 0#33:e640 0#34:2cd7 0#35:f335 0#36:0b88 0#37:9ecb 0#38:23c1 0#39:6d28 0#40:f542 0#41:ef12 0#42:716b | sources of the notes | ~ names where the facts come from
1.2#1:f02b 12#1:d217 12#2:ec43 12#3:1faa 12#4:e602 12#5:9762 12#6:7bbc 12#7:2494 12#8:4f42 12#9:a624 12#10:ce1a 12#11:3954 | how to read the tables; where sources disagree | ~ a legend, and disagreements that the other rows hold one by one
1.2#67:205a 4#2:71a9 4#3:514e 5.1#11:3669 3.1#3:2d1e | words between the tables | ~ a heading, a legend or a suggestion of the notes
`;

const requests = `
1#1:3c47 | hosts of the API | = is answered on every host of the platform, with a key that starts with KEY
1#2:37fe | shape of a key | = is answered on every host of the platform, with a key that starts with KEY | = with another key is refused with 401
1#3:f167 | JSON, and microseconds in webhooks | = carries the headers and the keys of recorded ones, in alphabetical order | = with the body %s is refused with %s and %s
1#4:b6d6 | answer to a command; the first API's answer | = carry client_state into later events, until it is changed | = answer nothing but ok, and tell their id when they are saved | - the paths of API version 1
1#5:bf96 | ids in the answers of commands | = from the answer have the id that the response named | = ends when every required value was said, with partial results and history on the way | = is joined by another answered call, whose end may end the conversation | = a conversation relay starts and stops | = answer nothing but ok, and tell their id when they are saved
1#6:7957 | the one command that is a PUT | = hangup and client_state_update need no answer, in neither direction
1#7:072e | answer to a dial | = answers 200 with a call that is not alive yet, then reports it
1#8:21a4 | a dialled call is not alive at once | = answers 200 with a call that is not alive yet, then reports it
1#9:5e30 | status of a call, for ten minutes after its end | = the status of a call tells its times and its client_state, while it lives and after | = on an ended call are refused with 90018, and after ten minutes with 90015
1#10:40e1 | statuses of creating and deleting | = are created with the documented defaults, version 1 of the webhooks among them | = are listed by pages, found, changed and deleted with their last state | = SIPREC connectors are created, found, changed and deleted | = are deleted while nobody waits, and vanish when they were empty for a while | = is told to, or told not to, while it waits, and can be removed
1.1#1:477f | codes are text; a list with one error | = with the body %j is refused with %s at %s
1.1#2:fc1c | where the mistake is | = with the body %j is refused with %s at %s | = with a bad query is refused with the parameter
1.1#3:f04d | voice refusals are bare, general ones link to a page | = is refused before the answer with 90034 that names the command | = on an ended call are refused with 90018, and after ten minutes with 90015 | = without a key is refused with 401 and 10009, or with 404 where the behaviour is set so
1.1#4:999a | 90034 names the command | = is refused before the answer with 90034 that names the command
1.1#5:f723 | refusals by the account in another shape | - has a telnyx_error beside its errors or a number as its code
1.1#6:deb6 | statuses as codes | = are listed with filters and deleted one by one and many at once
1.2#2:0c95 1.2#3:4e58 | numbers that are inactive or wrong | - 10001, 10002
1.2#4:d749 | 10003 | = refuses what is not a URL, no source at all, and two sources
1.2#5:5a02 1.2#18:b63c 1.2#20:6fd4 1.2#25:9bde | 10004, 10020, 10025, 10026 and 10032 | = with the body %j is refused with %s at %s
1.2#6:9d38 | 10005, also for a request without a key | = are listed by pages, found, changed and deleted with their last state | = without a key is refused with 401 and 10009, or with 404 where the behaviour is set so
1.2#7:60a7 1.2#9:7ed3 1.2#11:c518 | 10006, 10008 and 10010 | - 10006 | - 10008 | - 10010
1.2#8:6fa8 | 10007 as 5xx; as a conference that is missing | = %s answers %s and the command ran %s times | = can be looked at and changed one by one
1.2#10:b328 | 10009 | = without a key is refused with 401 and 10009, or with 404 where the behaviour is set so | = with another key is refused with 401
1.2#12:d10b | 10011 as the rate limit | = rate-limit answers 429 with Retry-After and does nothing | - the general rate limit
1.2#13:f3e1 1.2#17:d368 1.2#41:b073 1.2#60:085a | 10011 as encryption to a phone number, 10016, 90028, 90057 | = refuses %j with %s
1.2#14:1e58 | 10012 | = SIPREC connectors are created, found, changed and deleted
1.2#15:01e2 | content types | = with bytes that are not UTF-8, or another content type, is refused | - 10014, 10024, 10027, 10034
1.2#16:9b83 | 10015 | = refuses %j with %s | = with the body %j is refused with %s at %s
1.2#19:92ae | 10023 | = with the body %s is refused with %s and %s
1.2#21:bba4 1.2#66:1332 | 10027 and the delivery code | - 10027 | - 75499
1.2#22:75a8 | 10028 | = with bytes that are not UTF-8, or another content type, is refused
1.2#23:c7de | 10030 | = with a method that the path has not got is refused with 405 and Allow
1.2#24:1428 1.2#26:8ba3 | 10031 and 10033 | = with a bad query is refused with the parameter
1.2#27:3442 | 10037 | - 10037 to 10039
1.2#28:4d51 | levels of accounts | = refuse answers with the code that it was given, once | - No account. | - 10037 to 10039
1.2#29:627f | account codes | - account codes 20001 to 20017
1.2#30:eac1 | codes of single fields | = refuses the setting %j with %s | = refuses a loop of %s with 90009 | = refuses more than 3000 characters with 90010 | - 90000 to 90006, 90011 to 90013
1.2#31:66fb | 90014 | = send keys that the other side hears, and refuse others with 90014 and 90027
1.2#32:054c | 90015, or not found | = to an unknown call are refused with 90015, or 404 where the behaviour is set so
1.2#33:b062 | 90016 | = answers 200 where nothing plays, and 90016 to another word
1.2#34:d95d | 90017 | = refuse the client_state %j with 90017
1.2#35:7a09 | 90018 | = on an ended call are refused with 90018, and after ten minutes with 90015 | = that is rejected with %s ends as %s
1.2#36:be36 1.2#53:ed03 1.2#61:c7cc | 90019, 90044 and 90058 | = hangs everybody up when it is ended, or when its host leaves | = takes one active conference of a name, a call once, and so many participants | = is found by its name, where the command takes one
1.2#37:2973 | 90020 | = refuse answers with the code that it was given, once | - 90020
1.2#38:1d87 | 90021 and 90027 | = send keys that the other side hears, and refuse others with 90014 and 90027 | - 90021
1.2#39:08fc | 90022 to 90024 | = refuses %j with %s | = refuses the setting %j with %s
1.2#40:dfd3 | 90025, 90026, 90056 | = refuses %j with %s
1.2#42:0298 | bounds of time_limit_secs, under the general code | = refuses %j with %s | - 90029
1.2#43:6e3c 1.2#54:ced5 | 90031, 90045 and 90048 | = is replaced by a fork, or keeps it out
1.2#44:8bd8 1.2#45:09d3 | 90032 and 90033 | = takes one active conference of a name, a call once, and so many participants
1.2#46:e9ec | 90034 | = %s is refused with 90034 while the call rings
1.2#47:f83c 1.2#50:b6ac | 90035 and 90038 | = a call waits, and leaves by command, by timeout and with the call
1.2#48:cec5 1.2#49:058c | 90036 and 90037 | = are full at max_size, which later calls cannot change
1.2#51:daf5 | 90040 | = refuses a missing file with 90040 where the behaviour is set so
1.2#52:67ac | limits of channels | - 90041 to 90043
1.2#55:9431 1.2#56:122c 1.2#62:f6b3 | 90046, 90047 and 90059 | - 90046 | - 90047 | - 90059
1.2#57:0914 | 90050 | = are deleted while nobody waits, and vanish when they were empty for a while
1.2#58:7482 | 90053 and 90055 | = conflicts with the silence limit of a recording, both ways
1.2#59:0662 | 90054 | = reports what the person says, with interim results where asked for
1.2#63:9463 | 90061 | = is the only AI session of a call
1.2#64:10e9 | 90102 | = answer is refused with 90102 on an outbound call and on an answered one
1.2#65:9458 | 90103 | = beyond 30 a second, counted over five seconds, is refused with 429 and 90103
1.2#68:dea6 | wrong types; unknown fields | = with the body %j is refused with %s at %s | = with a property that the platform does not know is accepted
1.2#69:ca33 | an account may not dial: found out at the hangup | = a callee that does %s ends the call
1.2#70:737b | no URL, and a URL without a file | = refuses what is not a URL, no source at all, and two sources | = reports a missing file as ended without having started | = refuses a missing file with 90040 where the behaviour is set so
2#3:8d47 | id of an event, the same when it is repeated | = ids have the forms of recorded ones | = is repeated with the same id after a failure, then goes to the failover address
2#4:a1d9 | id of an application | = ids have the forms of recorded ones | = are created with the documented defaults, version 1 of the webhooks among them
2#5:9862 | ids of recordings, conversations, streams, conferences | = ids have the forms of recorded ones | - the stream_id of streams that start
2#6:cfc6 | id of an assistant | = ids have the forms of recorded ones
2#7:d592 | ids of speech and gathers | = takes about sixteen characters a second and carries a speak_id | = ends at once when the maximum is reached
2#8:a781 | form of times, and which of them are equal | = the times of an event agree with each other | = carries the headers and the keys of recorded ones, in alphabetical order
2#9:bc08 | start_time is when it began to ring | = has neither state nor direction on answered and hangup events, and one start_time throughout
2#10:b211 | parties by number or SIP URI | = is parked, and carries what recorded webhooks carry | = a person on a SIP phone holds and takes back the call | = refuses %j with %s
2#1:5675 2#2:126c 2#11:8b1b | ids of calls, legs and sessions; SIP URIs without their scheme | = is parked, and carries what recorded webhooks carry
2#12:204f | numbers of quality are text | = that the person ends is normal_clearing by the caller with 200
`;

const calls = `
3.1#1:a531 | words of state, on the first event only | = is parked, and carries what recorded webhooks carry | = answers 200 with a call that is not alive yet, then reports it | = has neither state nor direction on answered and hangup events, and one start_time throughout
3.1#2:50eb | when a call is parked | = is parked, and carries what recorded webhooks carry | = parks the leg that asked for it when the other one ends | = a call waits, and leaves by command, by timeout and with the call | = begins with one call, takes others, and ends with the last of them
3.1#4:f614 | an inbound call begins parked | = is parked, and carries what recorded webhooks carry
3.1#5:0a2b | an outbound call begins bridging | = answers 200 with a call that is not alive yet, then reports it
3.1#6:1a85 | calls of SIP clients | - calls that SIP clients place
3.1#7:a746 3.1#13:3fea | ringing has no event and lasts as long as the caller waits | = rings until the caller's patience ends
3.1#8:0899 | both directions are initiated | = answer is refused with 90102 on an outbound call and on an answered one | = answers 200 with a call that is not alive yet, then reports it
3.1#9:d13b | webhooks may overtake the answer to a dial | = late-reply lets webhooks overtake the answer to a dial | = the pauses between commands and events are those of recorded calls
3.1#10:c9f0 | events out of order | = drop sends nothing, delay sends it late, and reorder behind later events
3.1#11:b318 | how long commands take | = the pauses between commands and events are those of recorded calls
3.1#12:c34c | what becomes of a leg that lost its bridge | = connects two calls, and the end of one ends the other | = parks the leg that asked for it when the other one ends
3.1#14:06d3 | limits of ringing and talking | = rings for 30 seconds, and talks for four hours, where nothing else is said | = refuses %j with %s
3.1#15:41bb | nobody answers a dial | = gives up after timeout_secs; with retry_on_timeout %s the cause is %s
3.1#16:2740 | a call grew too long | = ends at time_limit_secs after the answer
3.1#17:474c | an application that never reacts | = ends when no command comes within first_command_timeout_secs of its application | - first_command_timeout of dialled calls
3.1#18:512c 3.2#2:18a1 3.2#4:61d5 | a bridge joins ends, but no sessions, and names no other leg | = connects two calls, and the end of one ends the other
3.1#19:fb98 | linked calls do not | = linked but not bridged outlives the call that it is linked to
3.2#1:af33 | who shares a session | = linked to a call shares its session, and bridges on the answer | = dials in the same session and bridges both when the other one answers
3.2#3:e9b4 | a transfer adds a leg to the session | = dials in the same session and bridges both when the other one answers
3.3#1:59f1 | words for the end of a call | = a callee that does %s ends the call | = gives up after timeout_secs; with retry_on_timeout %s the cause is %s | = ends at time_limit_secs after the answer | = ends as originator_cancel when the caller gives up, without quality numbers
3.3#2:0edd | the SIP status of the end, as text | = a callee that does %s ends the call | = an inbound call is answered, greeted, recorded and hung up
3.3#3:f073 | the called person hangs up | = the called party follows its script
3.3#4:ea69 | we hang up an outbound call | = an API hangup of an outbound leg has the caller as its source
3.3#5:ae05 | we hang up an inbound call | = an inbound call is answered, greeted, recorded and hung up
3.3#6:a8ae | the caller gives up | = ends as originator_cancel when the caller gives up, without quality numbers
3.3#7:c3cc | the dial gives up | = gives up after timeout_secs; with retry_on_timeout %s the cause is %s
3.3#8:3b6b 3.3#10:5f70 | busy; no such number | = a callee that does %s ends the call
3.3#9:1a66 | rejected | = that is rejected with %s ends as %s | = a callee that does %s ends the call
3.3#11:101a | do not disturb | - a phone that is set to do not disturb (480)
3.3#12:8050 | the carrier fails | = a callee that does %s ends the call
3.3#13:dedb | who counts as having hung up | = hangup and client_state_update need no answer, in neither direction
3.4#1:1071 | fields of call.hangup beyond the specification | = ends as originator_cancel when the caller gives up, without quality numbers | = hangup shows custom_headers in its event | = the times of an event agree with each other | - tags
3.5#1:1d92 | reasons of the account | = a callee that does %s ends the call | - No account.
4#1:4616 | what every command takes | = with a command_id that was used within 60 seconds are ignored and answered as the first | = carry client_state into later events, until it is changed
4#4:a3c8 | when answer is possible | = answer is refused with 90102 on an outbound call and on an answered one
4.3#2:d54a 4#5:2b61 | when reject is possible; it ends the call | = that is rejected with %s ends as %s
4#6:a128 4#7:63f1 | when hangup and client_state_update are possible | = hangup and client_state_update need no answer, in neither direction | = on an ended call are refused with 90018, and after ten minutes with 90015
4#8:7fd9 | when transfer and refer are possible | = is refused before the answer, unless the behaviour is set otherwise | = to a callee with %j ends as %s
4#9:e2a4 | when bridge is possible | = waits for a target that rings | = refuses itself, unknown and ended calls, and nothing at all
4#10:797e | commands that need an answer | = %s is refused with 90034 while the call rings
4.1#1:3e4d | what dial requires; lists and digits | = to a list rings all of them: the first answer wins, the others are cancelled | = sends digits and plays a file once it is answered | = with the body %j is refused with %s at %s
4.1#2:4706 | events of a dial | = answers 200 with a call that is not alive yet, then reports it | = the official client completes an outbound call with machine detection | = finds a voice that is %s | = starts with the answer, and is reported as stopped where nobody answers
4.1#3:dc02 | links of a dial | = linked to a call shares its session, and bridges on the answer | = with bridge_intent shows the number of the linked caller | = refuses %j with %s
4.1#4:166f | supervisors | = as a supervisor reports bridged too, and changes its role
4.1#5:d50b | a dial into a conference | = into a conference needs to say into which | = are called into a conference by a dial
4.1#6:f410 | what a dial may switch on | = is switched on by answer and dial | = run beside each other and are chosen by recording_id | = starts with the answer, and its conversation ends after call.hangup
4.1#7:ec0e | the stream of a call that nobody answers | = starts with the answer, and is reported as stopped where nobody answers
4.1#8:eedc | webhook addresses of a dial | = goes to the address that a command named, for one event or for the call
4.1#9:2366 | repeated dials | = with a repeated command_id gives the ids of the first call
4.2#1:e9a2 | answer, and what it may switch on | = answer is refused with 90102 on an outbound call and on an answered one | = from the answer have the id that the response named | = finds a voice that is %s | = that starts with the answer and cannot is reported, and the call goes on | - codecs
4.2#2:baca | an assistant that cannot start | = that starts with the answer and cannot is reported, and the call goes on
4.3#1:6b08 | causes of reject | = that is rejected with %s ends as %s | - the reject causes of newer documentation
4.4#1:7bbb | hangup saves recordings | = the pauses between commands and events are those of recorded calls | = from the answer have the id that the response named
4.4#2:b863 | prompts and gathers of a call that ends | = ends as call_hangup when the call ends | = ends as call_hangup before the call ends
4.4#3:cb6b | what else ends with a call | = starts and stops by command, and stops with the call before call.hangup | = starts with the answer, and its conversation ends after call.hangup | = a call waits, and leaves by command, by timeout and with the call | = starts to a connector that exists, and stops by command or with the call
4.4#4:90be | headers of a hangup | = hangup shows custom_headers in its event
4.5#1:b868 | what a bridge is made with | = refuses itself, unknown and ended calls, and nothing at all | = give their head to a bridge | - video rooms
4.5#2:c518 | both legs report a bridge | = connects two calls, and the end of one ends the other | = dials in the same session and bridges both when the other one answers
4.5#3:66db | a bridge with a queue | = give their head to a bridge | = lose a call that is bridged by its id | = refuses itself, unknown and ended calls, and nothing at all
4.5#4:f22a | calls kept after they ended | = stays in the queue after its hangup, and is taken out by a bridge that fails
4.5#5:1fb8 | a bridge too soon after the answer | = refuse answers with the code that it was given, once | - a bridge that is refused right after the answer
4.5#6:1cf9 | options of a bridge | = takes a call out of another bridge, unless prevent_double_bridge forbids it | = parks the leg that asked for it when the other one ends | - ringtones | - mute_dtmf
4.5#7:926c | a second bridge | = takes a call out of another bridge, unless prevent_double_bridge forbids it
4.6#1:436b | a transfer and its events | = dials in the same session and bridges both when the other one answers
4.6#2:0e89 | a transfer that fails | = that fails ends the new leg only
4.6#3:51b8 | options of a transfer | = dials in the same session and bridges both when the other one answers | = with %j leaves the first leg %s when the new one hangs up | - early media
4.6#4:0a4d | the end of a transfer | = with %j leaves the first leg %s when the new one hangs up
4.7#1:2ca9 | where a prompt comes from | = refuses what is not a URL, no source at all, and two sources | = plays stored files by name and raw content without one
4.7#2:980c | prompts queue | = plays consecutive files one after the other, each with its own pair of events
4.7#3:77d4 | loops | = repeats a loop under one pair of events, for as long as all rounds take | = plays an endless loop until it is stopped | = refuses a loop of %s with 90009
4.7#4:c8a8 | overlays | = lays an overlay over what plays, and refuses one where nothing plays
4.7#5:595c | a prompt that takes the place of others | = with stop current plays the next item at once, with stop all forgets the queue
4.7#6:e824 | stopping prompts | = ends everything by default and only the current item with stop current | = lays an overlay over what plays, and refuses one where nothing plays | = ends speech as %s where the behaviour is set so
4.7#7:c388 | prompts that never began | = with stop current plays the next item at once, with stop all forgets the queue
4.7#8:64bb | how prompts end | = reports a missing file as ended without having started | = plays an endless loop until it is stopped | = cuts off what plays and gathers when a machine answered | = ends as call_hangup when the call ends
4.7#9:67e8 | stopping where nothing plays | = answers 200 where nothing plays, and 90016 to another word | = on an ended call are refused with 90018, and after ten minutes with 90015
4.7#10:3bb1 | legs that hear a prompt | - target_legs
4.7#11:3ece | what assistants do of their own | - call events of what assistants do
4.8#1:f57e | what speak takes | = refuses more than 3000 characters with 90010
4.8#2:7c40 | speech queues, and how it ends | = shares its queue with speech | = ends speech as %s where the behaviour is set so | = ends as call_hangup when the call ends | = cuts off what plays and gathers when a machine answered
4.8#3:e50f | fields of the events of speech | = takes about sixteen characters a second and carries a speak_id
4.8#4:6c38 9.3#4:466b | disclaimer and daily limits of new accounts | - no disclaimer is spoken before your prompts | - No account.
4.9#1:9b51 | what a recording takes | = answer nothing but ok, and tell their id when they are saved | = carry the custom name and the time of their start in the address | = conflicts with the silence limit of a recording, both ways | - beeps and trimming of recordings | - tracks
4.9#2:efab | too early to record | = %s is refused with 90034 while the call rings | = refuse answers with the code that it was given, once | - 90020
4.9#3:2a5b | how recordings end | = end at max_length, and after timeout_secs of silence | = leave pauses out of their length | = run beside each other and are chosen by recording_id
4.9#4:320c | transcribed and failed recordings | = are transcribed where asked for | = that cannot be stored are reported
4.11#1:6467 | assistants | = talks by its script and ends with insights | = is the only AI session of a call | = the pauses between commands and events are those of recorded calls
4.11#2:ee44 | a created conversation is silent yet | ~ advice for applications; the event itself is in another row
4.11#3:93ca | stopping and joining assistants | = talks by its script and ends with insights | = is joined by another answered call, whose end may end the conversation
4.11#4:8075 | one AI session a call | = is the only AI session of a call
4.11#5:ec9b | conversation relay | = a conversation relay starts and stops | - the reason customer_disconnect
4.12#1:1dfa | sending keys | = send keys that the other side hears, and refuse others with 90014 and 90027
4.13#1:2a29 | changing client_state | = carry client_state into later events, until it is changed
4.14#1:0c59 | SIPREC | = starts to a connector that exists, and stops by command or with the call | = fails without one | - SIPREC session timeouts
4.15#1:8119 | noise suppression | = noise suppression and SIP INFO are accepted and report nothing
4.16#1:ed10 | changing a supervisor's role | = as a supervisor reports bridged too, and changes its role
4.17#1:eaad | events of a stream | = starts and stops by command, and stops with the call before call.hangup | = fails where the address is defined as missing | = introduces itself, and brings the audio of the call and its keys
4.17#2:b326 | one stream or fork a call | = is replaced by a fork, or keeps it out
4.17#3:0e38 | frames of a stream | = introduces itself, and brings the audio of the call and its keys | = returns a mark when everything before it has been played, and at once at a clear | = answers frames that it cannot use with an error
4.17#4:fe9a | ways to play into a stream | = takes one file a second where it was not switched to RTP | = plays what the application sends back
4.17#5:91fc | both tracks of a stream, and the end of its socket | = sends silence while nobody speaks, a frame every 20 ms of its time | = introduces itself, and brings the audio of the call and its keys
4.17#6:3e3b | the stream of a dial | = starts with the answer, and is reported as stopped where nobody answers | - stream_establish_before_call_originate
4.18#1:54be | transcription | = reports what the person says, with interim results where asked for | - tracks
4.19#1:25d8 | refer | = to a callee with %j ends as %s | - No account.
4.20#1:e170 | entering a queue | = are full at max_size, which later calls cannot change | = take a call out of its bridge, and hold a hundred | = come into being with their first call, or beforehand with a size of their own
4.20#2:4e6e | leaving a queue | = a call waits, and leaves by command, by timeout and with the call | = give their head to a bridge
4.20#3:226c | the end of a queue | = are deleted while nobody waits, and vanish when they were empty for a while | = is told to, or told not to, while it waits, and can be removed
4.21#1:afa7 | forks | = is replaced by a fork, or keeps it out
4.22#1:b036 | SIP INFO | = noise suppression and SIP INFO are accepted and report nothing | - call.sip_info.received has no schema
4.23#1:89da 9.2#3:c355 | conferences | = begins with one call, takes others, and ends with the last of them | = hangs everybody up when it is ended, or when its host leaves | = ends after its time, four hours at the most | = waits until somebody with the right to begin it comes | = takes one active conference of a name, a call once, and so many participants
8.1#8:8598 | envelopes of conferences | = that speak take the floor, which comes flat as the vendor documents it
8.4#10:e0bc | event types of conferences | = every event of the packages is sent | = begins with one call, takes others, and ends with the last of them | = that speak take the floor, which comes flat as the vendor documents it | = is reported for the conference, or for the participants that were chosen | = is saved on stop and with the end, without the pauses, and stands in the list of recordings
`;

const gathers = `
5.1#1:3cdd 5.1#2:91bd | how many digits | = ends at once when the maximum is reached | = a gather of the keys %s has the digits %s and is %s | = refuses %j with %s
5.1#3:8eed 5.1#4:d157 | the terminating digit and the valid ones | = ends at the terminating digit, which is not part of the digits | = a gather of the keys %s has the digits %s and is %s | = collects a digit that is not valid, and is invalid at its end
5.1#5:0ed3 | time for everything, and after a prompt | = ends after timeout_millis in all: $status with a minimum of $minimum_digits | = a gather of the keys $keys ends $afterMs ms later as $status | = a prompt plays three times, each with a minute to press a key
5.1#6:2161 | time between digits | = ends after the pause between digits: $status with a minimum of $minimum_digits | = a gather of the keys $keys ends $afterMs ms later as $status | = refuses %j with %s
5.1#7:c8c3 | time before the first digit | = times out with no digits after initial_timeout_millis | = a gather of the keys $keys ends $afterMs ms later as $status | = refuses %j with %s
5.1#8:a8a4 | how often a prompt plays | = plays the prompt maximum_tries times without input, then times out | = a prompt plays three times, each with a minute to press a key | = refuses the setting %j with %s
5.1#9:2742 | prompts after wrong digits | = speaks invalid_payload before the next try after wrong input, and is invalid in the end | = plays invalid_audio_url before the next try
5.1#10:643f | the id of a gather comes back | = ends at once when the maximum is reached
5.2#1:98c9 | how a gather ends | = ends at once when the maximum is reached | = collects a digit that is not valid, and is invalid at its end | = ends as call_hangup before the call ends | = is replaced by a second gather, and cancelled by stopGather with the digits so far | = cuts off what plays and gathers when a machine answered | = times out with no digits after initial_timeout_millis
5.2#2:db60 | which digits are told | = ends at the terminating digit, which is not part of the digits | = times out with no digits after initial_timeout_millis
5.2#3:582f | what ends a gather from outside | = is replaced by a second gather, and cancelled by stopGather with the digits so far | = ends as call_hangup before the call ends | = cuts off what plays and gathers when a machine answered
5.2#4:be5b | no words in a gather of keys | = a gather of the keys %s has the digits %s and is %s
5.2#5:fa6e | every key is an event | = keys are reported outside a gather too, but not before the answer | = collects a digit that is not valid, and is invalid at its end
5.3#1:f0b0 | events of a gather | = ends at once when the maximum is reached
5.3#2:0e6f | events of a gather with a file | = is interrupted by the first key, which counts
5.3#3:fc05 | events of a gather with speech | = collects after its prompt, which reports nothing | = reports its prompt where the behaviour is set so
5.3#4:1d86 | tries | = plays the prompt maximum_tries times without input, then times out | = speaks invalid_payload before the next try after wrong input, and is invalid in the end
5.3#5:b271 | a second gather | = is replaced by a second gather, and cancelled by stopGather with the digits so far
5.4#1:8114 | AI gather | = ends when every required value was said, with partial results and history on the way | = ends with the first value where none is required | = waits ten seconds for an answer where nothing else is said, and is dated by created_at
6#1:8be9 6#2:d1b0 6#3:7454 6#4:74ea 6#5:aa60 6#6:04fa 6#7:43cd 6#8:af3b 6#9:0560 | modes of machine detection and their results | = in mode %s with %j reports %j
6#10:4724 | order of the events of machine detection | = the official client completes an outbound call with machine detection
6#11:694d | settings of machine detection | = in mode %s with %j is not sure after %s ms | - fine tuning of machine detection
6#12:abb7 | ids in the events of machine detection | = every event of the packages is sent
6#13:e05b | prompts that a machine would hear | = cuts off what plays and gathers when a machine answered
`;

const webhooks = `
7#1:2b93 7#2:7c29 7#3:b39a | fields of a saved recording | = answer nothing but ok, and tell their id when they are saved | = the times of an event agree with each other
7#4:f019 | the address of a recording | = are a real %s file with %s channels, for ten minutes and without a key | = carry the custom name and the time of their start in the address | - uploads to custom storage
7#5:aa45 | when a recording is saved | = the pauses between commands and events are those of recorded calls | = end at max_length, and after timeout_secs of silence
7#6:48e5 | recordings as resources | = are listed with filters and deleted one by one and many at once | = leave pauses out of their length | = get a fresh address with every look at them
7#7:289b | two channels | = are a real %s file with %s channels, for ten minutes and without a key | - mixing
8.1#1:717f | headers of a webhook | = carries the headers and the keys of recorded ones, in alphabetical order
8.1#2:19b5 | what is signed, and when | = is signed so that the webhooks package accepts it | = is signed anew when it is repeated
8.1#3:3ed0 | age of a webhook | ~ a rule of the receiver, not of the platform
8.1#4:265e | where the public key is | = the public key is the one that webhooks are signed with
8.1#5:c869 | webhooks by GET | = by GET carries the event in its query
8.1#6:f9ec | envelope | = carries the headers and the keys of recorded ones, in alphabetical order | = is repeated with the same id after a failure, then goes to the failover address
8.1#7:d219 | created_at of conversations | = waits ten seconds for an answer where nothing else is said, and is dated by created_at
8.1#9:879c | where webhooks come from | - addresses and certificates of webhooks
8.1#10:3bc5 | plain HTTP; certificates | = the official client completes a voicemail by its baseURL alone | - addresses and certificates of webhooks
8.2#1:b4f6 | which address an event goes to | = goes to the address that a command named, for one event or for the call | = refuses %j with %s | = is repeated with the same id after a failure, then goes to the failover address
8.2#2:869f | addresses of linked legs | ~ an inference of the notes that nothing documents
8.3#1:f997 | what counts as delivered | = that is answered with %s is sent %s times
8.3#2:687b | time to answer a webhook | = whose handler throws or does not answer in time is repeated | = waits for its answer as long as its application says
8.3#3:fe12 | failover | = is repeated with the same id after a failure, then goes to the failover address
8.3#4:e47b | which answers are tried again | = that is answered with %s is sent %s times | = that is answered with 404 is repeated where retry4xx is on
8.3#5:293c | policies of a command | = follows the retry policy of its event | = refuses %j with %s
8.3#6:fba3 | disorder and duplicates | = duplicate sends the same event twice | = drop sends nothing, delay sends it late, and reorder behind later events
8.3#7:b62d | deliveries as resources | = webhook deliveries list their attempts, newest first
8.4#1:b8cd 8.4#2:cfb5 8.4#3:b85b 8.4#4:0641 8.4#5:a902 8.4#6:2130 8.4#7:98e6 8.4#8:1bfd | event types | = every event of the packages is sent
8.4#9:99f5 | event types of AI | = every event of the packages is sent | = talks by its script and ends with insights | = that starts with the answer and cannot is reported, and the call goes on
8.4#11:6821 | the event without a schema; cost on demand | = the cost of a call is reported where the application asks for it | - call.sip_info.received has no schema
8.5#1:9130 | version 1 | = with version 1 get flat webhooks without a signature, and a warning | = are created with the documented defaults, version 1 of the webhooks among them | - No version 1 signatures.
9.1#1:c63a | repeated commands | = with a command_id that was used within 60 seconds are ignored and answered as the first
9.1#2:e37e | when to send a command again | ~ advice for clients
9.1#3:2218 | repeated dials and refers | = with a repeated command_id gives the ids of the first call | = with a command_id that was used within 60 seconds are ignored and answered as the first
9.1#4:c1b1 | a header that calls do not know | ~ belongs to other products
9.2#1:22d9 | client_state | = carry client_state into later events, until it is changed | = refuse the client_state %j with 90017
9.2#2:b8e8 | whose client_state | = is parked, and carries what recorded webhooks carry | = dials in the same session and bridges both when the other one answers
9.3#1:5958 | headers of the rate limit | = gets a request id and the rate limit headers with its answer | = rate-limit answers 429 with Retry-After and does nothing | - the general rate limit
9.3#2:18e2 | dials a second | = beyond 30 a second, counted over five seconds, is refused with 429 and 90103
9.3#3:9f74 | calls at once | - 90041 to 90043 | - channel limits
10#1:2d5b | lists by page | = are listed by pages, found, changed and deleted with their last state | = with a bad query is refused with the parameter | = come into being with their first call, or beforehand with a size of their own | = are called into a conference by a dial
10#2:03cb | lists by cursor | = active calls are listed by cursor
10#3:2da9 | call events | = call events list commands and webhooks, filtered by leg | - their limit of 24 hours
10#4:0270 | defaults of an application | = are created with the documented defaults, version 1 of the webhooks among them
11#1:053b 11#3:dcc5 11#4:2083 11#5:1600 11#6:2f32 11#7:db0e 11#8:ed28 11#9:cacd | recorded pauses | = the pauses between commands and events are those of recorded calls
11#2:2cf7 | how soon an application that answers at once is connected | ~ sums up the network, the application and the answer
`;

export const behaviours: readonly Behaviour[] = [sources, requests, calls, gathers, webhooks].flatMap((table) =>
  table.trim().split("\n").map(read),
);
