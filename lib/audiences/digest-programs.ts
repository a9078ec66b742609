/**
 * Programs that work out a digest from a file with an id a line, as the documentation shows them: the ids' buckets, counts
 * and hashes, in the shape of the answer. The tests run them against the database.
 */
export const digestPrograms = {
  node: `
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

const [file, size = '256'] = process.argv.slice(2)
const buckets = Array.from({ length: Number(size) }, (_, bucket) => ({ bucket, count: 0, hash: 0n }))
const ids = new Set(readFileSync(file, 'utf8').split('\\n').filter(Boolean))
for (const id of ids) {
  const md5 = createHash('md5').update(id, 'utf8').digest()
  const bucket = buckets[md5.readUInt32BE(0) % buckets.length]
  bucket.count += 1
  bucket.hash ^= md5.readBigUInt64BE(8)
}
const hex = (hash) => hash.toString(16).padStart(16, '0')
console.log(JSON.stringify({ count: ids.size, buckets: buckets.map((b) => ({ ...b, hash: hex(b.hash) })) }))
`.trim(),
  python: `
import hashlib, json, sys

size = int(sys.argv[2]) if len(sys.argv) > 2 else 256
counts, hashes = [0] * size, [0] * size
with open(sys.argv[1], encoding="utf-8", newline="\\n") as lines:
    ids = {line.rstrip("\\n") for line in lines} - {""}
for id in ids:
    md5 = hashlib.md5(id.encode("utf-8")).digest()
    bucket = int.from_bytes(md5[:4], "big") % size
    counts[bucket] += 1
    hashes[bucket] ^= int.from_bytes(md5[8:], "big")
buckets = [{"bucket": i, "count": counts[i], "hash": f"{hashes[i]:016x}"} for i in range(size)]
print(json.dumps({"count": len(ids), "buckets": buckets}))
`.trim(),
}
