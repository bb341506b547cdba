import { linkContract } from "../../contract/link.ts";
import { tcpDoor } from "../../support/radio-doors.ts";

linkContract("tcp", tcpDoor);
