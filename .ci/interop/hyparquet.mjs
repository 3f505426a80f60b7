// Reads Parquet files with hyparquet and prints each as a line of JSON:
// {"columns": [...], "rows": [[cell, ...], ...]}, where a cell is null or its
// type in JavaScript and its value.
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet'
import { compressors } from 'hyparquet-compressors' // zstd is no part of hyparquet itself

function cell(value) {
  if (value === null || value === undefined) return null
  if (Array.isArray(value)) return ['Array', value.map(cell)]
  if (typeof value === 'bigint') return ['bigint', value.toString()]
  if (value instanceof Date) return ['Date', value.toISOString().replace('T00:00:00.000Z', '')]
  return [typeof value, value]
}

for (const path of process.argv.slice(2)) {
  const file = await asyncBufferFromFile(path)
  const metadata = await parquetMetadataAsync(file)
  const columns = parquetSchema(metadata).children.map(c => c.element.name)
  const rows = await parquetReadObjects({ file, compressors })
  console.log(JSON.stringify({ columns, rows: rows.map(row => columns.map(name => cell(row[name]))) }))
}
