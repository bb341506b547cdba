// Two rooms that most tests of scripts play in.

export const ROOMS = `
room hall "Hall": desc: "A hall."; exit north to yard; end
room yard "Yard": desc: "A yard."; exit south to hall; end
thing coin "coin": value: 1; weight: 0; end
thing rope "coil of rope": plural: "coils of rope"; value: 8; end
npc clerk "Clerk" in hall is account: desc: "A clerk."; end
`;
