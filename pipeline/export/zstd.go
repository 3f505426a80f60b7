package export

import (
	"fmt"
	"sync"

	"github.com/apache/arrow/go/v17/parquet/compress"
	"github.com/klauspost/compress/zstd"
)

// reusedZstd is the library's codec for zstd with one encoder for all pages:
// its own makes a new one for each, which costs more than the compression
// (repaired in version 18).
type reusedZstd struct {
	compress.Codec
	encoder *zstd.Encoder
}

func (c reusedZstd) Encode(dst, src []byte) []byte { return c.encoder.EncodeAll(src, dst[:0]) }

// EncodeLevel knows one level only: the default one.
func (c reusedZstd) EncodeLevel(dst, src []byte, _ int) []byte { return c.Encode(dst, src) }

// registerZstd puts the codec in the place of the library's. The library
// looks codecs up without a lock, so writing and reading call it first.
var registerZstd = sync.OnceFunc(func() {
	stock, err := compress.GetCodec(compress.Codecs.Zstd)
	if err != nil {
		panic(fmt.Sprintf("parquet without zstd: %v", err)) // a build without the codec
	}
	encoder, err := zstd.NewWriter(nil, zstd.WithZeroFrames(true), zstd.WithEncoderLevel(zstd.SpeedDefault))
	if err != nil {
		panic(fmt.Sprintf("zstd encoder: %v", err)) // the options are constants
	}
	compress.RegisterCodec(compress.Codecs.Zstd, reusedZstd{stock, encoder})
})
