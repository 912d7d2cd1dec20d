-- A reader for test cases: texts parted by the control character U+001E, each read by itself
-- (so that notes and links of one case mean nothing in another) and put into a Div of its own.
function Reader(input)
  local blocks = pandoc.List()
  for text in (tostring(input) .. '\30'):gmatch('([^\30]*)\30') do
    blocks:insert(pandoc.Div(pandoc.read(text, 'markdown-smart').blocks))
  end
  return pandoc.Pandoc(blocks)
end
