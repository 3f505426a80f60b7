package export

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"iter"
	"os"

	"migdata/schemas"
)

// What is gathered of the donors lies in scratch files, so that a donor may
// have any number of projects. They never leave the run that wrote them.

// besideProjects is a cursor over the rows of a table that belong to projects.
type besideProjects struct {
	table   *schemas.Table
	pull    func() (*schemas.Batch, error, bool) // nil: there are no more
	stop    func()
	batch   *schemas.Batch
	row     int
	waiting textRow // of a later project; its zero is none
	last    string  // project that was asked for last
}

func newBesideProjects(res schemas.Resource, table *schemas.Table) *besideProjects {
	b := &besideProjects{table: table, stop: func() {}}
	if res.Table != nil {
		b.pull, b.stop = iter.Pull2(res.Batches)
	}
	return b
}

// next returns the next row that belongs to a project; the zero one after the
// last.
func (b *besideProjects) next() (textRow, error) {
	for b.pull != nil {
		if b.batch == nil || b.row == b.batch.Rows() {
			batch, err, more := b.pull()
			if err != nil {
				return textRow{}, fmt.Errorf("%s: %w", b.table.Name, err)
			}
			if b.batch, b.row = batch, 0; !more {
				b.pull = nil
			}
			continue
		}
		row := textRow{b.table, make([]string, len(b.batch.Columns))}
		for i := range b.batch.Columns {
			if v := &b.batch.Columns[i]; v.Valid[b.row] {
				row.cells[i] = v.Flat(b.row)
			}
		}
		b.row++
		if projectOf(row) != "" {
			return row, nil
		}
	}
	return textRow{}, nil
}

// projectOf is the key of the project that a row belongs to; "" is none.
func projectOf(row textRow) string {
	switch row.table {
	case &schemas.Claims.Table:
		if row.at("subject_kind") != "project" {
			return ""
		}
		return row.at("subject")
	case &schemas.GapTable.Table:
		if row.at("table") != schemas.Projects.Name {
			return ""
		}
		return row.at("row_key")
	}
	return row.at(projectKey)
}

// of returns the rows of a project. Projects are asked for in their order, in
// which the rows must stand.
func (b *besideProjects) of(project string) (rows []textRow, err error) {
	for {
		if b.waiting.cells == nil {
			if b.waiting, err = b.next(); err != nil || b.waiting.cells == nil {
				return rows, err
			}
		}
		switch of := projectOf(b.waiting); {
		case of > project:
			return rows, nil
		case of == project:
			rows = append(rows, b.waiting)
		case of < b.last || len(rows) > 0:
			return nil, fmt.Errorf("%s: a row of the project %s stands behind those of later ones", b.table.Name, of)
		}
		b.waiting, b.last = textRow{}, project
	}
}

// A scratchFile holds the projects of a donor.
type scratchFile struct {
	file *os.File
	out  *bufio.Writer
	size int64
	buf  []byte
}

func newScratchFile(folder string) (*scratchFile, error) {
	file, err := os.CreateTemp(folder, "donor-*")
	if err != nil {
		return nil, fmt.Errorf("making a scratch file: %w", err)
	}
	return &scratchFile{file: file, out: bufio.NewWriterSize(file, 1<<16)}, nil
}

// add appends a project: numbers as varints, texts with their length in front.
func (s *scratchFile) add(p *donorProject) error {
	b := s.buf[:0]
	counts := uint64(0)
	if p.counts {
		counts = 1
	}
	for _, n := range []uint64{counts, uint64(p.evidenceAt), uint64(p.disputesAt)} {
		b = binary.AppendUvarint(b, n)
	}
	for _, rows := range p.rows {
		b = binary.AppendUvarint(b, uint64(len(rows)))
		for _, r := range rows {
			for _, cell := range r.cells {
				b = append(binary.AppendUvarint(b, uint64(len(cell))), cell...)
			}
		}
	}
	s.buf = b
	n, err := s.out.Write(binary.AppendUvarint(nil, uint64(len(b))))
	if err == nil {
		s.size += int64(n + len(b))
		_, err = s.out.Write(b)
	}
	if err != nil {
		return fmt.Errorf("writing a scratch file: %w", err)
	}
	return nil
}

// each reads the projects until do returns false.
func (s *scratchFile) each(do func(*donorProject) bool) error {
	if err := s.out.Flush(); err != nil {
		return fmt.Errorf("writing a scratch file: %w", err)
	}
	in := bufio.NewReaderSize(io.NewSectionReader(s.file, 0, s.size), 1<<16)
	for {
		n, err := binary.ReadUvarint(in)
		if err == io.EOF {
			return nil
		}
		var record []byte
		if err == nil {
			record = make([]byte, n)
			_, err = io.ReadFull(in, record)
		}
		if err != nil {
			return fmt.Errorf("reading a scratch file: %w", err)
		}
		if !do(readDonorProject(string(record))) {
			return nil
		}
	}
}

// readDonorProject takes a record apart; the texts are parts of it.
func readDonorProject(record string) *donorProject {
	number := func() int {
		n, shift := 0, 0
		for {
			c := record[0]
			record = record[1:]
			if n |= int(c&0x7F) << shift; c < 0x80 {
				return n
			}
			shift += 7
		}
	}
	p := &donorProject{counts: number() == 1, evidenceAt: number(), disputesAt: number()}
	for part, table := range donorTables {
		p.rows[part] = make([]textRow, number())
		for i := range p.rows[part] {
			cells := make([]string, len(table.Fields))
			for c := range cells {
				n := number()
				cells[c], record = record[:n], record[n:]
			}
			p.rows[part][i] = textRow{table, cells}
		}
	}
	p.period = period{dayOf(p.one("start_date")), dayOf(p.one("end_date"))}
	return p
}
