import { linkContract } from "../../contract/link.ts";
import { serialDoor } from "../../support/radio-doors.ts";

linkContract("serial", serialDoor);
