package export

import (
	"fmt"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// A chart shows rows of the table of its sheet. It stands right of the table,
// as nothing stands below one, and below the lines above it, and says in words what it shows, for those who
// do not see it.
type chart struct {
	title, alt, values string // values name the axis of numbers
	kind               excelize.ChartType
	categories         int   // column of the names, from 0
	series             []int // columns of the numbers
	from, rows         int   // first row of the body, from 0, and how many
}

// Of a chart, in pixels.
const (
	chartWidth     = 760
	chartRowHeight = 26
	chartAround    = 160 // title, axes, legend
	columnsHeight  = 320 // of a chart of columns, at least
)

// add adds the chart to its sheet, whose headings stand in row top.
func (c *chart) add(f *excelize.File, s *sheet, in *words, top int) error {
	if c.rows == 0 || len(c.series) == 0 {
		return nil
	}
	cells := func(column int) string {
		letters := columnLetters(column)
		return fmt.Sprintf("%s!$%s$%d:$%s$%d", quoted(s.name), letters, top+1+c.from, letters, top+c.from+c.rows)
	}
	ink := excelize.Font{Family: palette.font, Size: 11, Color: palette.ink}
	title := ink
	title.Size, title.Bold = 14, true
	var series []excelize.ChartSeries
	for i, column := range c.series {
		series = append(series, excelize.ChartSeries{
			Name:       fmt.Sprintf("%s!$%s$%d", quoted(s.name), columnLetters(column), top),
			Categories: cells(c.categories), Values: cells(column),
			Fill:      solid(palette.series[i%len(palette.series)]),
			DataLabel: excelize.ChartDataLabel{Font: ink},
		})
	}
	position := "none"
	if len(series) > 1 {
		position = "bottom"
	}
	height := uint(chartAround + chartRowHeight*min(c.rows*len(series), 60))
	below := excelize.ChartTickLabelNextToAxis
	if c.kind == excelize.Bar {
		below = excelize.ChartTickLabelHigh // the first bar is the upper one, so the axis of numbers is above
	} else {
		height = max(height, columnsHeight)
	}
	gap := uint(60)
	return f.AddChart(s.name, columnLetters(len(s.columns)+1)+strconv.Itoa(max(top, 2)), &excelize.Chart{
		Type: c.kind, Series: series, GapWidth: &gap,
		Format:    excelize.GraphicOptions{AltText: c.alt, Name: c.title},
		Dimension: excelize.ChartDimension{Width: chartWidth, Height: height},
		Legend:    excelize.ChartLegend{Position: position, Font: &ink},
		Title:     excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: c.title, Font: &title}}},
		PlotArea:  excelize.ChartPlotArea{ShowVal: true},
		XAxis:     excelize.ChartAxis{Font: ink, ReverseOrder: c.kind == excelize.Bar},
		YAxis: excelize.ChartAxis{Font: ink, TickLabelPosition: below, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "0"}, MajorUnit: 0,
			Title: excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: c.values, Font: &ink}}}},
	})
}
