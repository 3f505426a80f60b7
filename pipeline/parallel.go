package pipeline

import (
	"context"
	"iter"
)

// inOrder applies work to items, up to jobs at once, and yields the results in
// the order of the items. No more than jobs results wait to be taken. It ends
// early when ctx does.
func inOrder[T, R any](ctx context.Context, items []T, jobs int, work func(T) R) iter.Seq[R] {
	return func(yield func(R) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		results := make([]chan R, len(items))
		for i := range results {
			results[i] = make(chan R, 1)
		}
		free := make(chan struct{}, jobs)
		go func() {
			for i, item := range items {
				select {
				case free <- struct{}{}:
				case <-ctx.Done():
					return
				}
				go func() { results[i] <- work(item) }()
			}
		}()
		for i := range items {
			select {
			case result := <-results[i]:
				results[i] = nil
				<-free
				if !yield(result) {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}
}
