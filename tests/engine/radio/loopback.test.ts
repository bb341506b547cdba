import { linkContract } from "../../contract/link.ts";
import { loopbackDoor } from "../../support/radio-doors.ts";

linkContract("loopback", loopbackDoor);
