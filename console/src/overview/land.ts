/**
 * Land on a grid of 2.5 degrees, from 80° north to 55° south: each row is a run of columns after the other, first and last column in two
 * digits of base 36. Coarse on purpose: it says where in the world a point lies, and costs a kilobyte instead of a download.
 */
const ROWS = [
  '121s2829', '1015171r27273435', '1a1r2n2p2z37', '0r0r13141e1q2m2n2s3e3j3l', '070f0p0t0y1012171e1p292b2r3r', '061215191f1m262c2g2h2k3z',
  '0711171a1f1l1r1t24282a2d2f3z', '060z1g1j2327293y', '070x151722262b3v', '08080i0y151a1y1y2426293j3q3s', '0k11141b1y1z2323283i3q3r',
  '0k12141c1w20223i', '0m1b203j3l3l', '0n1719191z3i', '0m0z131a1z2b2f2i2l3h', '0m1012171w212525272a2g2i2l3g3k3k',
  '0m151w1z262628292b2j2l3b3d3f3k3k', '0n151w1z2b2j2m3b3e3e3j3k', '0o151x232e3b3h3i', '0p131x252e3b', '0q131w3c', '0q0q0s0w13131v2j2l3b',
  '0r0r0t0w1u2d2f2j2m2m2o3a3c3c', '0u0w13131u2m2r39', '0u0x101015151t2e2g2m2s2x3135', '0w101t2e2g2k2t2w31363c3c',
  '0z121t2f2h2j2u2v33363c3c', '11121u2g2u2v33373c3d', '1212161a1u2j333335363d3d', '151c1v2j2w2w33333d3d', '151e1x2i34343a3b',
  '151f242h3333393a', '141f242g3334383a3c3c', '141h242g3435383a3c3c3h3j', '141k242f3c3c3i3l', '141l252f36393j3m', '151k252f',
  '151k252f2j2j3g3h', '161j252f2i2j3e3h3k3l', '171j252e2i2j3d3l', '181j252d2i2j3b3m', '181i252d2i2i3a3n', '181h262d3a3o', '181g262c3a3o',
  '171f272b3a3o', '171e272a3a3e3h3o', '171c3j3n', '171c3k3n3x3y', '171a3y3y', '16193m3m3w3w', '16193v3w', '1618', '1618', '1717', '',
];

/** Degrees between two squares. */
export const LAND_STEP = 2.5;
const NORTH = 80;

/** The middle of each square of land, as longitude and latitude. */
export const LAND: readonly (readonly [number, number])[] = ROWS.flatMap((row, y) =>
  (row.match(/.{4}/g) ?? []).flatMap(run => {
    const first = Number.parseInt(run.slice(0, 2), 36);
    const last = Number.parseInt(run.slice(2), 36);
    return Array.from({ length: last - first + 1 }, (_, i) => [-180 + LAND_STEP / 2 + (first + i) * LAND_STEP, NORTH - y * LAND_STEP] as const);
  }));
